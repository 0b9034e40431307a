using System.Text.Json;
using Coordination.Cases;
using Coordination.Groups;
using Coordination.JointOperations;
using Coordination.Log;

namespace Coordination.Campaigns;

/// <summary>Writes events as the store would: one dense order, versions per grain, bodies as JSON.</summary>
public sealed class LogStream
{
    private static readonly JsonSerializerOptions Json = StoreJson.Create(CaseJson.Default, GroupJson.Default, JointOperationJson.Default);
    private static readonly DateTimeOffset FirstDecision = new(2025, 12, 1, 8, 0, 0, TimeSpan.FromHours(8));
    private readonly Dictionary<string, int> _versions = [];
    private readonly List<LogEntry> _entries = [];

    public IReadOnlyList<LogEntry> Entries => _entries;

    public LogEntry Write(string id, CaseEvent happened) => Add("case", id, JsonSerializer.Serialize(happened, Json));

    public LogEntry Write(string id, GroupEvent happened) => Add("group", id, JsonSerializer.Serialize(happened, Json));

    public LogEntry Write(string id, JointOperationEvent happened) => Add("operation", id, JsonSerializer.Serialize(happened, Json));

    private LogEntry Add(string grainType, string id, string body)
    {
        var version = _versions[id] = _versions.GetValueOrDefault(id) + 1;
        using var document = JsonDocument.Parse(body);
        var seq = _entries.Count + 1;
        var at = FirstDecision.AddSeconds(seq);
        var entry = new LogEntry(seq, grainType, id, version, 1, document.RootElement.GetProperty("$type").GetString()!,
            [JurisdictionCode.Ministry], Guid.Empty, "test", "", "test", "", at, at, at, body);
        _entries.Add(entry);
        return entry;
    }
}

/// <summary>Events with what a tally does not look at filled in.</summary>
public static class Sample
{
    private static readonly Protected Text = new("key", "text");

    public static CaseReported Reported(string owner, DateTimeOffset at, FocusArea area = FocusArea.CounterCollection) =>
        new(new(owner), "C-1", Text, null, area, [], ReportSource.Report, "", at);

    public static CaseFiled Filed(DateTimeOffset at) => new(CaseStatus.Accepted, at, Approval(at), new(FilingRoute.Initial, "F-1", []), []);

    public static CaseWithdrawn Withdrawn(DateTimeOffset at) =>
        new(CaseStatus.Investigating, at, Approval(at), new Withdrawal(default, ""), []);

    public static FactsRecorded Fact(string factId, long fen, long? seedLiteralFen = null) =>
        new([new(factId, fen, new(2025, 6, 1), seedLiteralFen)]);

    public static TransferAccepted Transferred(string from, string to, DateTimeOffset at) => new(new(from), new(to), 2, "R-1", at);

    public static CaseMerged Merged(string into, DateTimeOffset at) => new(
        into, JurisdictionCode.Ministry, JoinderGround.JointCrime, CaseStatus.Filed, at, Approval(at), JurisdictionCode.Ministry, [], null, 1);

    public static CaseUnmerged Unmerged(string from, DateTimeOffset at) => new(from, CaseStatus.Filed, at, Approval(at), "", JurisdictionCode.Ministry, 1);

    public static GroupDismantled Dismantled(string owner, DateTimeOffset at, params ImmutableArray<string> struckBy) =>
        new(new(owner), FocusArea.CounterCollection, at, [.. struckBy.Select(code => new JurisdictionCode(code))], Text, "D-1");

    public static OperationClosed Concluded(string lead, string campaignId, DateTimeOffset tZero) =>
        new(new(lead), campaignId, tZero, new(0, 0, 0, 0, 0, 0, 0));

    private static Approval Approval(DateTimeOffset at) => new("officer", ApproverRank.County, "P-178", "D-1", at);
}
