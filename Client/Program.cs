using System.CommandLine;
using Coordination.Client.Cli;
using Coordination.Client.Testing;

var root = new RootCommand("Coordinates joint enforcement between provincial jurisdictions.")
{
    TestCommand.Create(),
};
foreach (var option in Session.Options)
{
    root.Add(option);
}
var parsed = root.Parse(args);
var exitCode = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? ExitCode.Usage : exitCode;
