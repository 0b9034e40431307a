using System.CommandLine;
using System.Text.Json.Nodes;
using Coordination.Client.Cli;
using Coordination.Client.Connection;
using Coordination.Client.Files;

namespace Coordination.Client.Exports;

/// <summary><c>coord export clusters|review FILE</c>: what the system found, by the senders' own record ids, once all is compared.</summary>
public static class ExportCommand
{
    private static readonly Argument<FileInfo> _file = new("file") { Description = "File to write, comma-separated values with a header line." };
    private static readonly Option<int> _wait = new("--wait") { Description = "Seconds to wait until all stored records are compared; default 600.", DefaultValueFactory = _ => 600 };

    public static Command Create() => new("export", "Write what the system found.")
    {
        Kind("clusters", "Write record_id,entity_id: which records are one person.", ClustersAsync),
        Kind("review", "Write record_a,record_b: the pairs that wait for a person, the strongest evidence first.", ReviewAsync),
    };

    private static Command Kind(string name, string does, Func<Session, Desks, string, CancellationToken, Task<int>> export)
    {
        var command = new Command(name, does) { _file, _wait }.Runs(async (session, parsed, cancellation) =>
        {
            using var desks = await Desks.OpenAsync(parsed, cancellation);
            await desks.SettleAsync(session, TimeSpan.FromSeconds(parsed.GetValue(_wait)), cancellation);
            return await export(session, desks, parsed.GetValue(_file)!.FullName, cancellation);
        });
        Profile.AddOptions(command);
        return command;
    }

    private static async Task<int> ClustersAsync(Session session, Desks desks, string file, CancellationToken cancellation)
    {
        var records = (await desks.AskAsync(desk => desk.RecordsAsync(cancellation))).SelectMany(own => own).ToList();
        var compared = records.Where(record => record.Suspect.Length > 0).OrderBy(record => record.SourceRecordId, StringComparer.Ordinal).ToList();
        CsvFile.Write(file, ["record_id", "entity_id"], compared.Select(record => new[] { record.SourceRecordId, record.Suspect }));

        var persons = compared.DistinctBy(record => record.Suspect).Count();
        var ambiguous = compared.CountBy(record => record.SourceRecordId).Count(id => id.Value > 1);
        if (ambiguous > 0) { session.Say($"{ambiguous:N0} record ids are used by more than one jurisdiction and stand there more than once."); }
        if (records.Count > compared.Count) { session.Say($"{records.Count - compared.Count:N0} records arrived meanwhile and are left out."); }
        Told(session, new() { ["records"] = compared.Count, ["persons"] = persons, ["ambiguous"] = ambiguous, ["leftOut"] = records.Count - compared.Count },
            $"{compared.Count:N0} records of {persons:N0} persons written to {file}.");
        return records.Count > compared.Count || ambiguous > 0 ? ExitCode.Partial : ExitCode.Ok;
    }

    private static async Task<int> ReviewAsync(Session session, Desks desks, string file, CancellationToken cancellation)
    {
        // The pairs first: a record of a pair is in the list that is read after it.
        var pairs = ReviewPairs.Join(await desks.AskAsync(async desk =>
        {
            var matches = await desk.MatchesAsync(cancellation);
            return new DeskPart(await desk.RecordsAsync(cancellation), matches);
        }));
        CsvFile.Write(file, ["record_a", "record_b"], pairs.Whole.Select(pair => new[] { pair.RecordA, pair.RecordB }));
        if (pairs.Halves > 0) { session.Say($"{pairs.Halves:N0} pairs have a record of another jurisdiction, whose id it alone may tell; they are left out."); }
        Told(session, new() { ["pairs"] = pairs.Whole.Count, ["leftOut"] = pairs.Halves }, $"{pairs.Whole.Count:N0} pairs written to {file}.");
        return ExitCode.Ok;
    }

    private static void Told(Session session, JsonObject json, string words)
    {
        if (session.Format is OutputFormat.Table) { session.Say(words); }
        else { Session.Print(json.ToJsonString()); }
    }
}
