using System;

namespace Microsoft.Build.Framework;

/// <summary>
/// Lets MSBuild run a task inside its own process in multithreaded builds. MSBuild knows the attribute by this name from any
/// assembly; its own one exists only in versions later than the oldest that the package supports.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
