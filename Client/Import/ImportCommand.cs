using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Coordination.Client.Api;
using Coordination.Client.Cli;
using Coordination.Client.Connection;
using Coordination.V1;
using Google.Rpc;

namespace Coordination.Client.Import;

/// <summary><c>coord import suspects|cases FILE</c>: bulk records, resumable, with an outcome for each.</summary>
public sealed class ImportCommand
{
    private static readonly Argument<FileInfo> _file = new Argument<FileInfo>("file") { Description = "Comma-separated values with a header line." }.AcceptExistingOnly();
    private static readonly Option<string?> _importId = new("--import-id") { Description = "UUID of the import; the same one resumes it. Made up and printed if absent." };
    private static readonly Option<FileInfo?> _results = new("--results") { Description = "Appends each record's outcome, one JSON document a line." };

    private static readonly Option<int?> _concurrency = new("--concurrency") { Description = "Records without an answer yet, over all jurisdictions; as many as the server takes if absent." };

    private readonly Func<string, IReadOnlyList<FileRecord>> _read;
    private readonly ImportCounts _counts = new();
    private readonly Dictionary<string, int> _failures = [];
    private readonly Lock _lock = new();

    private ImportCommand(Func<string, IReadOnlyList<FileRecord>> read) => _read = read;

    public static Command Create() => new("import", "Import records in bulk.")
    {
        Kind("suspects", "Import suspect records.", ImportFile.Suspects),
        Kind("cases", "Import reports of cases.", ImportFile.Cases),
        VerbCommand.Create(Verbs.ImportJob),
    };

    private static Command Kind(string name, string does, Func<string, IReadOnlyList<FileRecord>> read)
    {
        var command = new Command(name, does) { _file, _importId, _results, _concurrency }
            .Runs((session, parsed, cancellation) => new ImportCommand(read).RunAsync(session, parsed, cancellation));
        Profile.AddOptions(command);
        return command;
    }

    private async Task<int> RunAsync(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        var records = _read(parsed.GetValue(_file)!.FullName);
        var importId = parsed.GetValue(_importId) ?? Guid.CreateVersion7().ToString();
        session.Say($"import id {importId}: give it with --import-id to resume");
        var parts = await ImportPlan.MakeAsync(parsed, records, importId, cancellation);
        if (parsed.GetValue(_concurrency) is < 1)
        {
            throw new CommandException("--concurrency is at least 1.", ExitCode.Usage);
        }
        using var underWay = parsed.GetValue(_concurrency) is { } atOnce ? new SemaphoreSlim(atOnce) : null;
        await using var results = parsed.GetValue(_results) is { } file ? new StreamWriter(file.FullName, append: true) { AutoFlush = true } : null;

        var watch = Stopwatch.StartNew();
        var running = Task.WhenAll(parts.Select(part => SendAsync(part, underWay, results, cancellation)));
        await session.ShowAsync(running, () => Doing(records.Count, watch));
        await running;
        return Report(session, records.Count, importId, watch.Elapsed);
    }

    private async Task SendAsync(ImportPart part, SemaphoreSlim? underWay, StreamWriter? results, CancellationToken cancellation)
    {
        using var channel = Channels.Open(part.Profile);
        var stream = new ImportStream(new(channel), part.ImportId, part.Records, Channels.HeadersOf(part.Profile)) { UnderWay = underWay };
        await stream.RunAsync((record, result) =>
        {
            _counts.Count(result.Status);
            lock (_lock)
            {
                if (result.Status is ImportStatus.Failed) { CountFailure(result.Error); }
                if (result.Status is not ImportStatus.Skipped) { results?.WriteLine(Line(part, record, result).ToJsonString()); }
            }
        }, cancellation);
    }

    private void CountFailure(Google.Rpc.Status error)
    {
        var reason = error.GetDetail<ErrorInfo>()?.Reason ?? ((Grpc.Core.StatusCode)error.Code).ToString();
        _failures[reason] = _failures.GetValueOrDefault(reason) + 1;
    }

    private static JsonObject Line(ImportPart part, FileRecord record, ImportResult result) => new()
    {
        ["jurisdiction"] = part.Jurisdiction, ["sourceId"] = record.SourceId, ["sequence"] = result.Sequence, ["status"] = result.Status.ToString().ToUpperInvariant(),
        ["name"] = result.Name, ["outcome"] = result.Outcome.ToString().ToUpperInvariant(), ["error"] = result.Error?.Message,
    };

    private Doing Doing(int total, Stopwatch watch) => new(
        $"{_counts.Done:N0} of {total:N0}, {_counts.Done / Math.Max(0.001, watch.Elapsed.TotalSeconds):N0}/s, {_counts[ImportStatus.Failed]:N0} failed", _counts.Done, total);

    private int Report(Session session, int total, string importId, TimeSpan took)
    {
        var good = _counts.Done - _counts[ImportStatus.Failed];
        session.Say($"Imported {good:N0} of {total:N0} records in {took.TotalSeconds:0.0} s (created {_counts[ImportStatus.Created]:N0}, updated {_counts[ImportStatus.Updated]:N0}, unchanged {_counts[ImportStatus.Unchanged]:N0}, skipped {_counts[ImportStatus.Skipped]:N0})");
        if (_counts[ImportStatus.Failed] > 0)
        {
            session.Say($"{_counts[ImportStatus.Failed]:N0} failed: {string.Join(" · ", _failures.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key} {pair.Value:N0}"))}");
            session.Say("Fix the file and run it again with a new import id; accepted records stay.");
        }
        if (session.Format is not OutputFormat.Table)
        {
            Session.Print(new JsonObject
            {
                ["importId"] = importId, ["records"] = total, ["created"] = _counts[ImportStatus.Created], ["updated"] = _counts[ImportStatus.Updated], ["unchanged"] = _counts[ImportStatus.Unchanged],
                ["skipped"] = _counts[ImportStatus.Skipped], ["failed"] = _counts[ImportStatus.Failed], ["seconds"] = Math.Round(took.TotalSeconds, 3),
            }.ToJsonString());
        }
        return _counts[ImportStatus.Failed] > 0 ? ExitCode.Partial : ExitCode.Ok;
    }
}
