using System;

namespace TinyMl.Tasks.Tests.RandomModels;

/// <summary>A kind of node that a random graph may grow by.</summary>
/// <param name="Name">The operator's name, with a word where several kinds have one operator.</param>
/// <param name="Apply">Adds a node that reads a value, with random attributes; null, and nothing added, where it cannot read that one.</param>
internal sealed record RandomOperator(string Name, Func<RandomModel, RandomValue, RandomValue?> Apply);
