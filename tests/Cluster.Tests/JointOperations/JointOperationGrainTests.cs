using Coordination.JointOperations;
using Xunit;

namespace Coordination.Cluster.Tests.JointOperations;

/// <summary>What only a running grain shows: races, retries and restarts at the moment of GO.</summary>
public sealed class JointOperationGrainTests(SiloCluster cluster) : IClassFixture<SiloCluster>
{
    private static readonly JurisdictionCode Lead = new("310000"), Other = new("440000"), Ministry = JurisdictionCode.Ministry;
    private static int _operations;

    [Fact]
    public async Task Abort_raced_with_the_second_GO_always_wins()
    {
        for (var round = 0; round < 20; round++)
        {
            var (operation, hash) = await Ready();
            await Accepted(operation.Execute(new DecideGo(By(Ministry, "a"), hash)));

            var go = operation.Execute(new DecideGo(By(Ministry, "b"), hash));
            var abort = operation.Execute(new AbortOperation(By(Lead), new("key", "reason")));
            await Task.WhenAll(go, abort);

            Assert.Null((await abort).Rejection);
            var after = await operation.Read();
            Assert.Equal(OperationStatus.Aborted, after.State!.Status);
            Assert.Equal((await go).Rejection is null ? 2 : 1, after.State.Approvals.Length);
        }
    }

    [Fact]
    public async Task Two_persons_who_saw_the_same_version_cannot_both_be_first()
    {
        var (operation, hash) = await Ready();
        var seen = (await operation.Read()).Version;

        var replies = await Task.WhenAll(
            operation.Execute(new DecideGo(By(Ministry, "a") with { ExpectedVersion = seen }, hash)),
            operation.Execute(new DecideGo(By(Ministry, "b") with { ExpectedVersion = seen }, hash)));

        Assert.Single(replies, reply => reply.Rejection is null);
        Assert.Single(replies, reply => reply.Rejection?.Reason is Reason.EtagMismatch);
        Assert.Single((await operation.Read()).State!.Approvals);
    }

    [Fact]
    public async Task A_GO_sent_again_after_a_restart_is_answered_and_not_given_twice()
    {
        var (operation, hash) = await Ready();
        await Accepted(operation.Execute(new DecideGo(By(Ministry, "a"), hash)));
        var second = new DecideGo(By(Ministry, "b"), hash);
        var armed = await Accepted(operation.Execute(second));

        var key = operation.GetPrimaryKeyString();
        await cluster.Restart();
        var again = await cluster.Grains.GetGrain<IJointOperationGrain>(key).Execute(second);

        Assert.True(again.Replayed);
        Assert.Equal((armed.Version, OperationStatus.Armed), (again.Version, again.State!.Status));
        Assert.Equal(2, again.State.Approvals.Length);
    }

    [Fact]
    public async Task Woken_too_early_it_stays_as_it_is()
    {
        var (operation, hash) = await Ready();
        await Accepted(operation.Execute(new DecideGo(By(Ministry, "a"), hash)));
        var armed = await Accepted(operation.Execute(new DecideGo(By(Ministry, "b"), hash)));

        Assert.Null(await operation.OnDue(JointOperationAggregate.TZero, By(Ministry)));

        Assert.Equal(armed.Version, (await operation.Read()).Version);
    }

    [Fact]
    public async Task Who_may_not_know_of_it_does_not_learn_its_version()
    {
        var (operation, hash) = await Ready();

        var reply = await operation.Execute(new DecideGo(By(new("510000")) with { ExpectedVersion = 999 }, hash));

        Assert.Equal(Reason.ResourceNotFound, reply.Rejection!.Reason);
        Assert.Empty(reply.Rejection.Metadata);
    }

    private async Task<(IJointOperationGrain Operation, string Hash)> Ready()
    {
        var operation = cluster.Silos.Client.GetGrain<IJointOperationGrain>($"op-{Interlocked.Increment(ref _operations)}");
        await Accepted(operation.Execute(new CreateOperation(By(Lead), Lead, new("key", "title"), "")));
        var tZero = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds());
        var proposed = await Accepted(operation.Execute(new ProposePlan(By(Lead), new()
        {
            TZero = tZero,
            ConsentDue = tZero.AddHours(-1),
            DisconnectedPolicy = DisconnectedPolicy.Hold,
            Parties = [new(Lead), new(Other)],
            Targets = [new("1", "suspects/s-1", Lead), new("2", "suspects/s-2", Other)],
        })));
        var hash = proposed.State!.PlanHash;
        foreach (var party in new[] { Lead, Other })
        {
            await Accepted(operation.Execute(new RespondToPlan(By(party), hash, PlanAnswer.Accept)));
            await Accepted(operation.Execute(new ReportReadiness(By(party), Readiness.Ready)));
        }
        return (operation, hash);
    }

    private static CommandHeader By(JurisdictionCode who, string? actor = null) =>
        new(Guid.NewGuid(), $"{who}/test", "f", actor ?? $"{who}/test", who);

    private static async Task<Reply<JointOperation>> Accepted(Task<Reply<JointOperation>> asked)
    {
        var reply = await asked;
        Assert.Null(reply.Rejection);
        return reply;
    }
}
