using System.Data.Common;
using Coordination.Persistence.Readers;
using Coordination.Suspects;

namespace Coordination.Persistence.Matching;

/// <summary>Candidates by the keys that each record's own commit wrote: one round trip, sealed contents included.</summary>
public sealed class MatchIndex(StoreDatabase database) : IMatchIndex
{
    private const string Columns = "r.record_id, r.version, r.owner, r.key_id, r.ciphertext";

    private const string CandidatesSql = $"""
        select {Columns} from match_record r where r.record_id = @record
        union all
        select {Columns} from match_record r
        where r.record_id <> @record and r.record_id in (
          select other.record_id from match_key own join match_key other on other.key = own.key where own.record_id = @record)
        """;

    public async Task<IReadOnlyList<IndexedRecord>> Candidates(string recordKey)
    {
        await using var connection = await database.Open(CancellationToken.None);
        await using var command = connection.Command(CandidatesSql, ("record", recordKey));
        return await command.Rows(Read, CancellationToken.None);
    }

    public async Task<IReadOnlyList<IndexedRecord>> Load(IReadOnlyCollection<string> recordKeys)
    {
        if (recordKeys.Count == 0)
        {
            return [];
        }
        await using var connection = await database.Open(CancellationToken.None);
        await using var command = connection.Command("");
        var names = recordKeys.Select((key, i) =>
        {
            command.Add($"r{i}", key);
            return $"@r{i}";
        });
        command.CommandText = $"select {Columns} from match_record r where r.record_id in ({string.Join(", ", names)})";
        return await command.Rows(Read, CancellationToken.None);
    }

    private static IndexedRecord Read(DbDataReader row) => new(
        row.GetString(0), row.GetInt32(1), new(row.GetString(2)), new(row.GetString(3), row.GetString(4)));
}
