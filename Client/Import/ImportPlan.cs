using System.CommandLine;
using Coordination.Client.Api;
using Coordination.Client.Cli;
using Coordination.Client.Connection;
using Coordination.Client.Local;

namespace Coordination.Client.Import;

/// <summary>One jurisdiction's part of a file.</summary>
public sealed record ImportPart(string Jurisdiction, string ImportId, Profile Profile, IReadOnlyList<FileRecord> Records);

/// <summary>
/// Who sends what of a file. A caller imports its own records only. On a local system, where every jurisdiction's certificate is at
/// hand, a file of many jurisdictions is sent by each of them, under an import id that follows from the one given.
/// </summary>
public static class ImportPlan
{
    public static async Task<IReadOnlyList<ImportPart>> MakeAsync(ParseResult parsed, IReadOnlyList<FileRecord> records, string importId, CancellationToken cancellation)
    {
        if (LocalSystem.ForEveryJurisdiction(parsed, cancellation) is not { } everyone)
        {
            return [new("", importId, await Profile.FromAsync(parsed, cancellation), records)];
        }
        if (records.FirstOrDefault(record => record.Jurisdiction is null) is { } nobodys)
        {
            throw new CommandException($"Record {nobodys.SourceId} names no province_code: say whose records these are with --as.");
        }
        List<ImportPart> parts = [];
        foreach (var own in records.GroupBy(record => record.Jurisdiction!))
        {
            parts.Add(new(own.Key, RequestIds.Of(importId, own.Key), await everyone(own.Key), [.. own]));
        }
        return parts;
    }
}
