using Coordination.Gateway.Conventions;
using Coordination.Gateway.Hosting;
using Coordination.Gateway.Services;
using Coordination.Gateway.Suspects;
using Coordination.Gateway.Tests.Suspects;
using Coordination.Silo;
using Coordination.Silo.WarmUps;
using Coordination.V1;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace Coordination.Gateway.Tests.Hosting;

public sealed class GatewayWarmUpTests(TestGateway gateway) : ILogger<WarmUp>
{
    private readonly List<LogLevel> _told = [];

    [Fact]
    public async Task A_gateway_warms_up_and_stores_no_record()
    {
        var warmUp = new GatewayWarmUp(gateway.Service<SuspectSubmission>(), gateway.Service<RequestRules>(), Options.Create(new ClusterSettings()), this);

        await warmUp.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal([LogLevel.Information], _told);
        var (owner, id, attributes) = SampleRecords.From(0, 1).Single();
        using var desk = new Desk(gateway, owner.Value);
        var stored = await desk.Submit(id, attributes.ToProto());
        Assert.Equal(SubmissionOutcome.New, stored.Outcome); // neither it nor the others of this person were there
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _told.Add(logLevel);
}
