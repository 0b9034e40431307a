using System.CommandLine;
using Coordination.Gateway.Development;
using Coordination.Gateway.Hosting;
using Coordination.Gateway.Services;

var gateway = new RootCommand("The gateway of Coordination. Without a command it serves; settings come from the environment.")
{
    TreatUnmatchedTokensAsErrors = false,
};
foreach (var command in DevelopmentCommands.All)
{
    gateway.Add(command);
}
gateway.SetAction(async (parsed, cancel) =>
{
    var builder = WebApplication.CreateBuilder([.. parsed.UnmatchedTokens]);
    builder.AddGateway();
    builder.AddBackend();
    var app = builder.Build();
    app.UseGateway(ServiceMap.Map);
    await app.RunAsync(cancel);
});

return await gateway.Parse(args).InvokeAsync();
