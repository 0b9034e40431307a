using System.CommandLine;
using Coordination.Gateway.Development;

var gateway = new RootCommand("The gateway of Coordination.");
foreach (var command in DevelopmentCommands.All)
{
    gateway.Add(command);
}

return await gateway.Parse(args).InvokeAsync();
