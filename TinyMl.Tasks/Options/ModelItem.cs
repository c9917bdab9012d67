using System.Globalization;
using TinyMl.Tasks.Budget;
using TinyMl.Tasks.Diagnostics;
using TinyMl.Tasks.Evaluate;

namespace TinyMl.Tasks.Options;

/// <summary>A <c>TinyModel</c> item, parsed and checked. Paths are absolute.</summary>
/// <param name="Include">The item as the project writes it.</param>
/// <param name="Path">The model file.</param>
/// <param name="Name">The class name of the accessor, by which files, resource and report are named too.</param>
/// <param name="Namespace">The accessor's namespace; empty for the global one.</param>
/// <param name="LogicalName">The name of the embedded resource.</param>
/// <param name="Labels">The labels file, or null.</param>
/// <param name="FlashBudget">The model's own budget in bytes, or null.</param>
/// <param name="RamBudget">The model's own budget in bytes, or null.</param>
/// <param name="Compile">What is asked of the compiler.</param>
internal sealed record ModelItem(
    string Include, string Path, string Name, string Namespace, string LogicalName, string? Labels, long? FlashBudget, long? RamBudget, CompileOptions Compile)
{
    private const double LargestSparsity = 0.95;

    /// <summary>The item's own budget, or null.</summary>
    public long? OwnBudget(Memory memory) => memory == Memory.Flash ? FlashBudget : RamBudget;

    /// <summary>Reads the metadata of an item.</summary>
    /// <exception cref="DiagnosticException">TML1103 or TML3002: a value that is not possible.</exception>
    public static ModelItem Parse(ItemMetadata metadata, string rootNamespace)
    {
        string name = NameOf(metadata);
        return new ModelItem(
            metadata.Include,
            metadata.Absolute(metadata.Include),
            name,
            NamespaceOf(metadata, rootNamespace),
            LogicalNameOf(metadata, name),
            metadata.Path("Labels"),
            ProjectBudget.Size("FlashBudget", metadata.Text("FlashBudget")),
            ProjectBudget.Size("RamBudget", metadata.Text("RamBudget")),
            OptionsOf(metadata));
    }

    /// <summary>The item's names alone, for the accessor's members.</summary>
    /// <exception cref="DiagnosticException">TML1103: a name that is not possible.</exception>
    public static (string Name, string Namespace, string LogicalName) ParseNames(ItemMetadata metadata, string rootNamespace)
    {
        string name = NameOf(metadata);
        return (name, NamespaceOf(metadata, rootNamespace), LogicalNameOf(metadata, name));
    }

    private static string NameOf(ItemMetadata metadata)
    {
        string? given = metadata.Text("ClassName");
        string name = given ?? ModelNames.FromFile(metadata.Include);
        if (!ModelNames.IsIdentifier(name)) throw ModelDiagnostics.BadMetadata("ClassName", name, "it is not a C# identifier");
        if (ModelNames.IsMemberOfAccessor(name))
        {
            throw ModelDiagnostics.BadMetadata("ClassName", name, $"the accessor has a member {name}, and a class cannot have a member of its own name; set ClassName{(given is null ? ", which comes from the file name," : "")} to another one");
        }

        return name;
    }

    private static string NamespaceOf(ItemMetadata metadata, string rootNamespace)
    {
        string? given = metadata.Text("Namespace");
        if (given is null) return ModelNames.ToNamespace(rootNamespace);
        return ModelNames.IsNamespace(given) ? given : throw ModelDiagnostics.BadMetadata("Namespace", given, "it is not a C# namespace");
    }

    private static string LogicalNameOf(ItemMetadata metadata, string name)
    {
        string? given = metadata.Text("LogicalName");
        if (given is null) return $"TinyMl.{name}.tinyml";
        return ModelNames.IsResourceName(given)
            ? given
            : throw ModelDiagnostics.BadMetadata("LogicalName", given, "allowed are letters, digits, '.', '-' and '_'");
    }

    private static CompileOptions OptionsOf(ItemMetadata metadata)
    {
        var options = new CompileOptions
        {
            Quantization = metadata.Word("Quantization", QuantizationMode.Int8),
            Pruning = metadata.Word("Pruning", PruningMode.None),
            Sparsity = metadata.Number("Sparsity", 0, LargestSparsity) ?? 0,
            Compression = metadata.Word("Compression", CompressionMode.None),
            CalibrationData = metadata.Path("CalibrationData"),
            ValidationData = metadata.Path("ValidationData"),
            Recipe = metadata.Path("Recipe"),
            MinAccuracy = metadata.Number("MinAccuracy", -1, 1),
        };
        if (options.Sparsity > 0 && options.Pruning == PruningMode.None)
        {
            throw ModelDiagnostics.BadMetadata("Sparsity", options.Sparsity.ToString(CultureInfo.InvariantCulture), "it needs Pruning=\"Magnitude\", \"Obs\" or \"Channel\"");
        }

        if (options is { Recipe: not null, Quantization: QuantizationMode.None or QuantizationMode.Float16 })
        {
            throw ModelDiagnostics.BadMetadata("Recipe", metadata.Text("Recipe")!, $"it says how a model becomes integers, and Quantization=\"{options.Quantization}\" makes none");
        }

        AccuracyGate.RequireData(options);
        return options;
    }
}
