using System.CommandLine;
using Coordination.Gateway.Development;
using Coordination.Gateway.Hosting;
using Coordination.Gateway.Services;
using Microsoft.Extensions.Options;

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
    try
    {
        var builder = WebApplication.CreateBuilder([.. parsed.UnmatchedTokens]);
        builder.AddGateway();
        builder.AddBackend();
        var app = builder.Build();
        app.UseGateway(ServiceMap.Map);
        await app.RunAsync(cancel);
        return 0;
    }
    catch (OptionsValidationException settings)
    {
        // A bad setting stops the start with a line each: the key, its shape, what would work. No stack tells more.
        await parsed.InvocationConfiguration.Error.WriteLineAsync(string.Join(Environment.NewLine, settings.Failures));
        return 2;
    }
});

return await gateway.Parse(args).InvokeAsync();
