#:property ImplicitUsings=enable
#:property PublishAot=false
#:property TreatWarningsAsErrors=false
#:property AnalysisMode=None
#:property EnforceCodeStyleInBuild=false
#:property GenerateDocumentationFile=false
#:property RestorePackagesWithLockFile=false

// The main job from end to end, as a stranger would do it: pack the packages, start a device project from the template,
// build it with its model inside, run it, build it again, and see it refused when its model does not fit.
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;

string root = Root();
string artifacts = Path.Combine(root, "artifacts");
string packages = Path.Combine(artifacts, "packages");
string hive = Path.Combine(artifacts, "hive");
string demo = Path.Combine(artifacts, "demo");
string version = "1.0.0-demo." + DateTime.UtcNow.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

Step("Pack the three packages");
foreach (string old in Directory.EnumerateFiles(packages, "TinyMl.*-demo.*.nupkg")) File.Delete(old);
DotNet($"pack TinyMl.Sdk.sln -c Release -o \"{packages}\" -p:Version={version} -v q", root);
foreach (string package in Directory.EnumerateFiles(packages, $"*.{version}.nupkg").Order(StringComparer.Ordinal))
{
    Console.WriteLine($"  {Path.GetFileName(package)}  {new FileInfo(package).Length:#,0} bytes");
}

Step("Start a device project from the template");
foreach (string folder in new[] { hive, demo })
{
    if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
}

// The repository's own settings end here, so that the project builds as a stranger's would.
File.WriteAllText(Path.Combine(artifacts, "Directory.Build.props"), "<Project />\n");
File.WriteAllText(Path.Combine(artifacts, "Directory.Build.targets"), "<Project />\n");
File.WriteAllText(Path.Combine(artifacts, "Directory.Packages.props"), "<Project />\n");
File.WriteAllText(Path.Combine(artifacts, ".editorconfig"), "root = true\n");
DotNet($"new install \"{Path.Combine(packages, $"TinyMl.Templates.{version}.nupkg")}\" --debug:custom-hive \"{hive}\"", artifacts);
DotNet($"new tinyml-device -n Demo -o \"{demo}\" --debug:custom-hive \"{hive}\"", artifacts);

Step("Build it: the model is quantized, planned, packed and checked");
DotNet("build", demo);
string output = Path.Combine(demo, "obj", "Debug", "net10.0", "tinyml");
ShowReport(Path.Combine(output, "Gestures.report.json"));

Step("Run it on its sample recordings");
string run = DotNet("run --no-build", demo);
Console.Write(run);
Demand(Regex.Count(run, "->") >= 5, "The device program printed no predictions.");

Step("Build it again: nothing is left to do");
DotNet("build --no-restore -question", demo);
Console.WriteLine("  up to date");

Step("Build it for a budget that is too small");
string refused = DotNet("build --no-restore -p:TinyMlFlashBudget=2KB", demo, succeeds: false);
Match error = Regex.Match(refused, @"^.*Demo\.csproj\(\d+,\d+\): error TML2001: .*$", RegexOptions.Multiline);
Demand(error.Success, $"The build did not fail with TML2001 at the line of the item:\n{refused}");
Console.WriteLine("  " + Path.GetFileName(error.Value.Trim().Replace(demo, "", StringComparison.Ordinal)));

Console.WriteLine("\nEverything worked.");

static void ShowReport(string path)
{
    using JsonDocument report = JsonDocument.Parse(File.ReadAllBytes(path));
    JsonElement model = report.RootElement, flash = model.GetProperty("flash"), ram = model.GetProperty("ram"), accuracy = model.GetProperty("accuracy");
    Console.WriteLine($"  {model.GetProperty("name")} for {model.GetProperty("device")}, {model.GetProperty("quantization")}");
    Console.WriteLine($"  flash {flash.GetProperty("bytes").GetInt64(),8:#,0} of {flash.GetProperty("budget").GetInt64():#,0} bytes");
    Console.WriteLine($"  RAM   {ram.GetProperty("bytes").GetInt64(),8:#,0} of {ram.GetProperty("budget").GetInt64():#,0} bytes, {ram.GetProperty("arena").GetInt64():#,0} of them arena");
    Console.WriteLine(FormattableString.Invariant($"  accuracy {accuracy.GetProperty("packed").GetDouble():0.000}, float {accuracy.GetProperty("float").GetDouble():0.000}, on {accuracy.GetProperty("samples")} samples"));
    foreach (JsonElement layer in model.GetProperty("layers").EnumerateArray())
    {
        string shape = string.Join('x', layer.GetProperty("shape").EnumerateArray());
        Console.WriteLine($"    {layer.GetProperty("op"),-16} {shape,-12} {layer.GetProperty("macs").GetInt64(),9:#,0} MACs {layer.GetProperty("weightBytes").GetInt64(),7:#,0} bytes");
    }
}

static string DotNet(string arguments, string folder, bool succeeds = true)
{
    var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

    // What the process that runs this program is told about its own SDK is not for its children.
    foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase) && name != "MSBUILDDISABLENODEREUSE").ToList()) start.Environment.Remove(name);
    start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
    using Process process = Process.Start(start)!;
    Task<string> errors = process.StandardError.ReadToEndAsync();
    string text = process.StandardOutput.ReadToEnd() + errors.Result;
    process.WaitForExit();
    Demand((process.ExitCode == 0) == succeeds, $"dotnet {arguments} {(succeeds ? "failed" : "should have failed")}:\n{text}");
    return text;
}

static void Step(string title) => Console.WriteLine($"\n== {title}");

static void Demand(bool condition, string otherwise)
{
    if (condition) return;
    Console.Error.WriteLine(otherwise);
    Environment.Exit(1);
}

static string Root([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;
