using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.Build.Framework;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Emit;
using TinyMl.Tasks.Options;
using TinyMl.Tasks.Stages;

namespace TinyMl.Tasks.Tasks;

/// <summary>Writes what an IDE knows of the accessors before the first build: their members, with constants 0. A model that is not right yet is left out.</summary>
[MSBuildMultiThreadableTask]
public sealed class WriteDesignTimeAccessors : ModelTask
{
    private protected override void Run()
    {
        var names = new List<string>();
        foreach (ITaskItem item in Models)
        {
            try
            {
                (string name, string @namespace, string logicalName) = ModelItem.ParseNames(MetadataOf(item), RootNamespace);
                var accessor = new Accessor(name, @namespace, logicalName, Labels(MetadataOf(item)));
                OutputFile.WriteWhenDifferent(Folder.DesignTimeAccessor(name), AccessorWriter.Write(accessor));
                names.Add(name);
            }
            catch (DiagnosticException exception)
            {
                // The real build says it; errors while the user types are noise.
                Log.LogMessage(MessageImportance.Low, exception.Message);
            }
        }

        OutputFile.Write(Folder.DesignTimeNames, string.Concat(names.Distinct(StringComparer.OrdinalIgnoreCase).Select(name => name + "\n")));
    }

    private static ImmutableArray<string>? Labels(ItemMetadata metadata) =>
        metadata.Path("Labels") is not { } path ? null : File.Exists(path) ? LabelsFile.Read(path) : [];
}
