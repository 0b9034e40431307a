using Coordination.Silo;
using Coordination.Silo.WarmUps;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

if ((await StoreCommands.Run(args) ?? await DevelopmentPostgres.Run(args)) is { } exitCode)
{
    return exitCode;
}

// A silo that runs by itself: no API but its health, for the cluster's probes.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddHostedService<SiloWarmUp>(); // before the silo: it joins when it is warm
builder.AddCoordinationSilo();
var settings = builder.Configuration.GetSection(ClusterSettings.Section).Get<ClusterSettings>() ?? new();
builder.WebHost.UseUrls($"http://{settings.AdvertisedAddress}:{settings.HealthPort}");
builder.Services.AddHealthChecks();

var app = builder.Build();
app.MapHealthChecks("/healthz/live", new() { Predicate = _ => false });
app.MapHealthChecks("/healthz/ready");
await app.RunAsync();
return 0;
