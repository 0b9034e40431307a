using Coordination.Gateway.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Coordination.Gateway.Tests.Hosting;

public sealed class GatewayOptionsTests(TestGateway gateway)
{
    public static TheoryData<string, string> BadSettings => new()
    {
        { nameof(GatewayOptions.Listen), "http://127.0.0.1:7443" },
        { nameof(GatewayOptions.DefaultDeadline), "-00:00:01" },
        { nameof(GatewayOptions.CallsPerSecondMax), "0" },
        { nameof(GatewayOptions.TrustDomain), "a/b" },
        { nameof(GatewayOptions.ServerCertificate), "missing.pem" },
        { nameof(GatewayOptions.ClientAuthorities), "missing.pem" },
        { nameof(GatewayOptions.TokenKey), "missing.pem" },
        { nameof(GatewayOptions.ClientRevocations), "missing.pem" },
    };

    [Theory, MemberData(nameof(BadSettings))]
    public void A_bad_setting_is_named_with_what_would_work(string key, string value)
    {
        var options = Complete();
        var property = typeof(GatewayOptions).GetProperty(key)!;
        property.SetValue(options, System.ComponentModel.TypeDescriptor.GetConverter(property.PropertyType).ConvertFromInvariantString(value));

        var result = new GatewayOptionsValidation(new HostEnvironment(Environments.Development)).Validate(null, options);

        var failure = Assert.Single(result.Failures!);
        Assert.StartsWith($"Coordination:Gateway:{key}: '{value}'", failure, StringComparison.Ordinal);
        Assert.Matches("Use |Give ", failure);
    }

    [Fact]
    public void A_development_authority_is_taken_in_development_only()
    {
        Assert.True(new GatewayOptionsValidation(new HostEnvironment(Environments.Development)).Validate(null, Complete()).Succeeded);

        var result = new GatewayOptionsValidation(new HostEnvironment(Environments.Production)).Validate(null, Complete());

        Assert.Contains("development authority", Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    private GatewayOptions Complete()
    {
        var options = new GatewayOptions();
        gateway.Authority.Complete(options);
        return options;
    }

    private sealed class HostEnvironment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;
        public string ApplicationName { get; set; } = "gateway";
        public string ContentRootPath { get; set; } = ".";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
