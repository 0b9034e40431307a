using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coordination.Log;
using Coordination.Persistence.Reads;
using Coordination.Suspects;
using Xunit;

namespace Coordination.Cluster.Tests.Suspects;

/// <summary>Records, votes and arrests as gateways send them to the grains. Everything is sent twice, and must count once.</summary>
internal sealed class StoredRecords(SiloCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ISuspectResolver Resolver => cluster.Grains.GetGrain<ISuspectResolver>("resolver");

    public async Task Submit(string record, string owner, SubmittedAttributes content)
    {
        var sealer = await cluster.Service<IProtector>().NewSealer();
        var json = JsonSerializer.Serialize(content, SubmittedAttributesJson.Default.SubmittedAttributes);
        var index = cluster.Service<ISuspectReader>().Index(new(owner), content);
        var submit = new SubmitRecord(Header(owner, $"{owner}/rms"), record, "", sealer.Seal(json), "hash") { Flags = index.Flags, Keys = index.Keys, Part = index.Part };
        await cluster.Service<SuspectRecords>().Execute([new(record, submit, sealer.Key)])[0];
        await cluster.Service<SuspectRecords>().Execute([new(record, submit, sealer.Key)])[0];
        await Resolver.Resolve(record);
        await Resolver.Resolve(record);
    }

    /// <summary>One person's verdict on what it sees now.</summary>
    public async Task<Rejection?> Judge(string one, string other, Verdict verdict, string by, string person = "1") =>
        await Judge(one, other, verdict, by, (await Explain(one, other)).Revision, person);

    /// <summary>One person's verdict on what it saw then.</summary>
    public Task<Rejection?> Judge(string one, string other, Verdict verdict, string by, int seen, string person = "1") =>
        Send(new(Header(by, $"officer-{by}-{person}"), RecordPair.Of(one, other), [], verdict, "looked at the files", seen));

    /// <summary>One person's word that a record is another person's than a second one.</summary>
    public Task<Rejection?> Split(string record, string stays, string by, string person = "1") =>
        Send(new(Header(by, $"officer-{by}-{person}"), RecordPair.Of(record, stays), [record], Verdict.NotSame, "looked at the files", null));

    public async Task Arrest(string record, string caseKey)
    {
        var note = new NoteArrest(Header("000000", "reaction/suspect-arrest"), new(record, caseKey, "m-1", new(2025, 9, 2, 0, 0, 0, TimeSpan.Zero)));
        Assert.Null((await Resolver.NoteArrest(note)).Rejection);
        Assert.Null((await Resolver.NoteArrest(note)).Rejection);
    }

    public async Task<MatchExplanation> Explain(string one, string other) => (await Resolver.Explain(RecordPair.Of(one, other), []))!;

    public async Task<IReadOnlyList<string>> Candidates(string record) =>
        [.. (await Resolver.Candidates(record)).Select(c => c.Review.RecordA == record ? c.Review.RecordB : c.Review.RecordA).Order(StringComparer.Ordinal)];

    /// <summary>The persons by their records, with their ids.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Persons(IEnumerable<string> records)
    {
        await cluster.Service<Freshness>().WaitForLog(Cancel);
        var members = new List<SuspectMember>();
        foreach (var record in records)
        {
            members.Add((await cluster.Service<SuspectReads>().Find(record, Cancel))!);
        }
        return members.GroupBy(m => m.Entity).ToDictionary(g => string.Join(',', g.Select(m => m.Record["record-".Length..]).Order(StringComparer.Ordinal)), g => g.Key, StringComparer.Ordinal);
    }

    public async Task<SuspectCounts> Counts()
    {
        await cluster.Service<Freshness>().WaitForLog(Cancel);
        return await cluster.Service<SuspectReads>().Count(Cancel);
    }

    /// <summary>Notices of a jurisdiction that came after the first <paramref name="after"/>.</summary>
    public async Task<IReadOnlyList<LogEntry>> Notices(string jurisdiction, long after)
    {
        await cluster.Service<Freshness>().WaitForLog(Cancel);
        return [.. (await cluster.Service<ReadModel>().Inbox(new(jurisdiction), after, 1_000, Cancel)).Select(notice => notice.Entry)];
    }

    public async Task<long> InboxHead(string jurisdiction)
    {
        await cluster.Service<Freshness>().WaitForLog(Cancel);
        return await cluster.Service<ReadModel>().InboxHead(new(jurisdiction), Cancel);
    }

    private async Task<Rejection?> Send(JudgeMatch vote)
    {
        var first = await Resolver.Judge(vote);
        var second = await Resolver.Judge(vote);
        Assert.Equal(first.Rejection?.Reason, second.Rejection?.Reason);
        Assert.Equal(first.Rejection is null, second.Replayed);
        return first.Rejection;
    }

    private static CommandHeader Header(string owner, string actor)
    {
        var id = Guid.NewGuid();
        return new(id, $"{owner}/rms", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{id}")), 0, 8), actor, new(owner));
    }
}
