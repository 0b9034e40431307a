using Coordination.Gateway.Development;
using Coordination.Gateway.Pipeline;
using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Coordination.Gateway.Hosting;

/// <summary>The gateway as a web application: pipeline, conventions, and the services of every area.</summary>
public static class GatewayApp
{
    /// <summary>Largest message, by both doors.</summary>
    public const int MessageBytesMax = 4 * 1024 * 1024;

    /// <summary>
    /// What a connection may send ahead of what is read. An import sends .75 MB ahead on its stream, and what was read is told to the client only when it is half of this:
    /// with the default of 1 MB nothing was left for other calls of the same client, which waited for seconds until the import had got on. It is room for two imports on one connection;
    /// with more of them it may come to that again.
    /// </summary>
    private const int ConnectionWindowBytes = 4 * 1024 * 1024;

    public static void AddGateway(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidation>();
        if (builder.Environment.IsDevelopment())
        {
            services.AddOptions<GatewayOptions>().PostConfigure<TimeProvider>((options, clock) =>
                DevelopmentAuthority.Open(options.DevelopmentFolder, clock).Complete(options));
        }
        builder.WebHost.UseGatewayTls();
        services.AddCallerAuthentication();
        services.AddConventions();
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MessageBytesMax;
            grpc.Interceptors.Add<CallInterceptor>();
        }).AddJsonTranscoding(json =>
        {
            json.TypeRegistry = WireError.DetailTypes;
            json.JsonSettings.WriteInt64sAsStrings = true;      // amounts and revisions beyond 2^53 survive JavaScript
        });
        services.AddGrpcReflection();
        services.AddGrpcHealthChecks();
        services.AddHealthChecks().AddCheck<ServingCheck>("serving", timeout: ServingCheck.Timeout);
        builder.Logging
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Grpc", LogLevel.Warning)
            .AddFilter(typeof(CallerAuthenticationHandler).FullName, LogLevel.Warning);     // a line for each bad caller would be a way to fill the disk
    }

    /// <param name="mapServices">Maps the gRPC services.</param>
    public static void UseGateway(this WebApplication app, Action<IEndpointRouteBuilder> mapServices)
    {
        app.UseMiddleware<MalformedRequests>();
        app.UseRouting();
        app.UseGrpcWeb(new() { DefaultEnabled = true });
        app.UseAuthentication();
        app.UseAuthorization();

        mapServices(app);
        app.MapGrpcReflectionService();
        var anyone = new AllowAnonymousAttribute();
        app.MapGrpcHealthChecksService().WithMetadata(anyone);
        app.MapHealthChecks("/healthz/live", new() { Predicate = _ => false }).WithMetadata(anyone);    // answering is living
        app.MapHealthChecks("/healthz/ready").WithMetadata(anyone);
    }

    private static void AddConventions(this IServiceCollection services)
    {
        services.AddSingleton<Access>();
        services.AddSingleton<RequestRules>();
        services.AddSingleton<Ids>();
        services.AddSingleton<PageTokens>();
        services.AddSingleton<Faults>();
        services.AddSingleton<CallerRates>();
        services.AddSingleton<CallInterceptor>();
        foreach (var validator in AssemblyScanner.FindValidatorsInAssembly(typeof(Access).Assembly, includeInternalTypes: true))
        {
            services.AddSingleton(validator.InterfaceType, validator.ValidatorType);
        }
    }

    private static void UseGatewayTls(this IWebHostBuilder host) => host.UseKestrelHttpsConfiguration().ConfigureKestrel((_, kestrel) =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MessageBytesMax;
        kestrel.Limits.Http2.MaxStreamsPerConnection = 100;
        kestrel.Limits.Http2.InitialConnectionWindowSize = ConnectionWindowBytes;
        GatewayTls.Listen(kestrel);
    });
}
