using System.Diagnostics;
using System.Text.Json.Nodes;
using Coordination.Client.Connection;
using Coordination.Client.Local;
using Coordination.V1;
using Grpc.Core;

namespace Coordination.Client.Checks;

/// <summary>One acknowledged record, as <c>coord import --results</c> writes it.</summary>
public sealed record AcknowledgedRecord(string Jurisdiction, string SourceId, string Name);

/// <summary>Asks the gateway, as each owner, for every record that it acknowledged.</summary>
public static class AcknowledgedCheck
{
    private const int InFlight = 32;
    private const int FindingsMax = 100;
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(30);

    public static async Task<JsonObject> RunAsync(LocalSystem system, string file, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var records = Read(File.ReadLines(file));
        var findings = Doubled(records).ToList();
        foreach (var own in records.GroupBy(record => record.Jurisdiction))
        {
            var profile = await system.ProfileOfAsync(own.Key, null, cancellation);
            using var channel = Channels.Open(profile);
            var options = new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = cancellation };
            await Parallel.ForEachAsync(own, options, async (record, token) =>
            {
                if (await MissingAsync(channel, record, token) is { } finding)
                {
                    lock (findings) { findings.Add(finding); }
                }
            });
        }
        return new JsonObject
        {
            ["name"] = "acknowledged", ["claim"] = "Every acknowledged record is there, once.", ["checked"] = (long)records.Count, ["wrong"] = (long)findings.Count,
            ["findings"] = new JsonArray([.. findings.Take(FindingsMax).Select(finding => (JsonNode)finding)]), ["seconds"] = Math.Round(watch.Elapsed.TotalSeconds, 2),
        };
    }

    /// <summary>The acknowledged ones of the outcomes; a record that was refused was not. The same line twice is one record.</summary>
    public static IReadOnlyList<AcknowledgedRecord> Read(IEnumerable<string> lines) =>
    [
        .. lines.Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!)
            .Where(outcome => (string)outcome["name"]! is { Length: > 0 })
            .Select(outcome => new AcknowledgedRecord((string)outcome["jurisdiction"]!, (string)outcome["sourceId"]!, (string)outcome["name"]!))
            .Distinct(),
    ];

    /// <summary>Records acknowledged under two names, and names given to two records.</summary>
    public static IEnumerable<string> Doubled(IReadOnlyList<AcknowledgedRecord> records) =>
        records.GroupBy(record => (record.Jurisdiction, record.SourceId)).Where(same => same.Count() > 1)
            .Select(same => $"{same.Key.Jurisdiction}/{same.Key.SourceId} was acknowledged as {string.Join(" and ", same.Select(record => record.Name))}.")
        .Concat(records.GroupBy(record => record.Name).Where(same => same.Count() > 1)
            .Select(same => $"{same.Key} was given to {string.Join(" and ", same.Select(record => record.SourceId))}."));

    private static async Task<string?> MissingAsync(ChannelBase channel, AcknowledgedRecord record, CancellationToken cancellation)
    {
        var options = new CallOptions(deadline: DateTime.UtcNow + _deadline, cancellationToken: cancellation);
        try
        {
            var sourceId = record.Name.StartsWith("cases/", StringComparison.Ordinal)
                ? (await new CaseService.CaseServiceClient(channel).GetCaseAsync(new GetCaseRequest { Name = record.Name, Unredirected = true }, options)).CaseNumber
                : (await new SuspectService.SuspectServiceClient(channel).GetSuspectRecordAsync(new GetSuspectRecordRequest { Name = record.Name }, options)).SourceRecordId;
            return sourceId == record.SourceId ? null : $"{record.Name} holds {sourceId}, acknowledged was {record.SourceId}.";
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.NotFound)
        {
            return $"{record.Name} ({record.SourceId}) is not there.";
        }
    }
}
