using Microsoft.VisualStudio.TestTools.UnitTesting;

// Every test runs real builds, which are parallel themselves.
[assembly: Parallelize(Workers = 2, Scope = ExecutionScope.MethodLevel)]
