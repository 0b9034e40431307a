using Coordination.Silo;
using Coordination.Silo.WarmUps;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace Coordination.Cluster.Tests.WarmUps;

/// <summary>A silo carries out its work once with invented records before it joins.</summary>
public sealed class SiloWarmUpTests : ILogger<WarmUp>
{
    private readonly List<(LogLevel Level, string Text)> _log = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_ends_well_and_leaves_no_store_behind()
    {
        var root = Directory.CreateTempSubdirectory();

        await new SiloWarmUp(Options.Create(new ClusterSettings()), this, root.FullName).StartAsync(Cancel);

        Assert.Equal(LogLevel.Information, Assert.Single(_log).Level); // what is not taken in fails it
        Assert.Contains("Warmed up", _log[0].Text, StringComparison.Ordinal);
        Assert.Empty(root.EnumerateFileSystemInfos());
        root.Delete();
    }

    [Fact]
    public async Task It_can_be_left_out()
    {
        await new SiloWarmUp(Options.Create(new ClusterSettings { WarmUp = false }), this).StartAsync(Cancel);

        Assert.Empty(_log);
    }

    [Fact]
    public async Task Where_it_fails_the_log_says_so_and_the_start_goes_on()
    {
        await new Failing(Options.Create(new ClusterSettings()), this).StartAsync(Cancel);

        Assert.Equal(LogLevel.Warning, Assert.Single(_log).Level);
    }

    [Fact]
    public void Its_records_are_of_nobody_and_those_of_one_person_resemble_each_other()
    {
        var records = SampleRecords.From(0, 30).ToList();

        Assert.Equal(30, records.DistinctBy(record => record.SourceRecordId).Count());
        Assert.All(records, record => Assert.All(record.Attributes.Phones, phone => Assert.StartsWith("154", phone, StringComparison.Ordinal)));
        Assert.All(records.Chunk(3), one => Assert.Single(one.Select(record => record.Attributes.Phones[0]).Distinct()));
        Assert.Equal(3, records.Select(record => record.Owner).Distinct().Count());
    }

    private sealed class Failing(IOptions<ClusterSettings> settings, ILogger<WarmUp> logger) : WarmUp(settings, logger)
    {
        protected override Task Rehearse(CancellationToken cancel) => Task.FromException(new IOException("There is no room."));
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _log.Add((logLevel, formatter(state, exception)));
}
