using Coordination.Persistence.Projections;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Coordination.Gateway.Services;

/// <summary>Reads and streams figures. A watch sends whole values, the newest only, so nothing is queued for a slow reader.</summary>
public sealed class CampaignTallies(TallyReads reads, DecisionClock clock, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>Watches at one gateway: some 40 command centres with several screens each.</summary>
    public const int WatchesMax = 200;

    /// <summary>At most one message a second.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>The same value again when nothing changes, so that a dead stream is told from a quiet one.</summary>
    public static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(15);

    /// <summary>After this the client calls again, and may meet another gateway.</summary>
    public static readonly TimeSpan LengthMax = TimeSpan.FromMinutes(30);

    private int _watches;

    /// <exception cref="RpcException">FIELD_INVALID: the position is not reached yet.</exception>
    public async Task<(long Position, Campaigns.CampaignTally Tally)> Read(
        string key, Campaigns.Campaign campaign, TallyAsOf asOf, CancellationToken cancel)
    {
        var sum = await reads.Sum(key, campaign.Window, asOf, cancel);
        return sum.Position < asOf.Position
            ? throw Failure.InvalidField("as_of_position", $"The figures reach up to {sum.Position} so far.")
            : (sum.Position, Campaigns.CampaignTally.Of(campaign, sum.Cells));
    }

    public async Task<V1.CampaignTally> Show(string key, Campaigns.Campaign campaign, TallyAsOf asOf, Caller caller, CancellationToken cancel)
    {
        var (position, tally) = await Read(key, campaign, asOf, cancel);
        var proto = tally.ToProto(key, position, code => MaySeeAll(caller, campaign) || code == caller.Jurisdiction);
        proto.AsOfTime = asOf.Time?.ToTimestamp();
        proto.ServerTime = clock.GetUtcNow().ToTimestamp();
        return proto;
    }

    /// <summary>A province sees its own figures and the totals.</summary>
    public static bool MaySeeAll(Caller caller, Campaigns.Campaign campaign) =>
        caller.Jurisdiction.IsMinistry || caller.Jurisdiction == campaign.Owner;

    public async Task Watch(
        string key, Campaigns.Campaign campaign, Caller caller, IServerStreamWriter<V1.CampaignTally> tallies, ServerCallContext context)
    {
        try
        {
            if (Interlocked.Increment(ref _watches) > WatchesMax)
            {
                throw Failure.Of(new Rejection(Reason.Overloaded, $"This gateway serves {WatchesMax} watches of figures already."));
            }
            await Follow(key, campaign, caller, tallies, context);
        }
        finally
        {
            Interlocked.Decrement(ref _watches);
        }
    }

    private async Task Follow(
        string key, Campaigns.Campaign campaign, Caller caller, IServerStreamWriter<V1.CampaignTally> tallies, ServerCallContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        using var tick = new PeriodicTimer(Interval, time);
        var opened = time.GetTimestamp();
        var sent = opened;
        var read = -1L;
        var shown = default(V1.CampaignTally);
        do
        {
            // Most positions pass without touching a figure of this campaign: the position is asked for first, it costs next to nothing.
            var position = await reads.Position(context.CancellationToken);
            var latest = position == read ? shown : await Show(key, campaign, new(), caller, context.CancellationToken);
            read = position;
            if (!SameFigures(shown, latest) || time.GetElapsedTime(sent) >= HeartbeatInterval)
            {
                shown = latest!;
                shown.ServerTime = clock.GetUtcNow().ToTimestamp();
                await tallies.WriteAsync(shown, context.CancellationToken);
                sent = time.GetTimestamp();
            }
        }
        while (time.GetElapsedTime(opened) < LengthMax && await Tick(tick, ended.Token));

        if (!context.CancellationToken.IsCancellationRequested)
        {
            await tallies.WriteAsync(new(shown!) { ServerTime = clock.GetUtcNow().ToTimestamp(), Reconnect = true }, context.CancellationToken);
        }
    }

    private static bool SameFigures(V1.CampaignTally? shown, V1.CampaignTally? latest) =>
        shown is not null && latest is not null && shown.National.Equals(latest.National)
        && shown.Jurisdictions.Equals(latest.Jurisdictions) && shown.FocusAreas.Equals(latest.FocusAreas) && shown.Days.Equals(latest.Days);

    private static async Task<bool> Tick(PeriodicTimer tick, CancellationToken ended)
    {
        try
        {
            return await tick.WaitForNextTickAsync(ended);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return false;   // the client left, or the server drains
        }
    }
}
