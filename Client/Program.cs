using System.CommandLine;
using Coordination.Client.Api;
using Coordination.Client.Checks;
using Coordination.Client.Cli;
using Coordination.Client.Connection;
using Coordination.Client.Demo;
using Coordination.Client.Exports;
using Coordination.Client.Import;
using Coordination.Client.Local;
using Coordination.Client.Matching;
using Coordination.Client.Testing;

var root = new RootCommand("Coordinates joint enforcement between provincial jurisdictions.")
{
    DemoCommand.Create(),
    TestCommand.Create(),
    ImportCommand.Create(),
    ExportCommand.Create(),
    ResolveCommand.Create(),
    ModelCommand.Create(),
    VerifyCommand.Create(),
    BenchCommand.Create(),
};
foreach (var command in LocalCommands.Create().Concat(ApiCommands.Create()).Append(ContextCommand.Create()))
{
    root.Add(command);
}
foreach (var option in Session.Options)
{
    root.Add(option);
}
var parsed = root.Parse(args);
var exitCode = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? ExitCode.Usage : exitCode;
