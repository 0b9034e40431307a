using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coordination.Log;
using Coordination.Persistence.Readers;

namespace Coordination.Persistence.Tests.Readers.Ledger;

/// <summary>Writes grain rows as a silo does, but in a transaction of the test's own, so that it can be left open.</summary>
public sealed class LedgerRows(StoreDatabase database)
{
    public static readonly DateTimeOffset T0 = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly JsonSerializerOptions Json = StoreJson.Create([LedgerAggregate.Definition]);

    private readonly ConcurrentDictionary<string, (LedgerState State, int Version)> _rows = new();

    public Task Write(string id, params LedgerEvent[] events) =>
        database.Write(transaction => Write(transaction, id, events), CancellationToken.None);

    public async Task Write(DbTransaction transaction, string id, params LedgerEvent[] events)
    {
        var (state, version) = _rows.GetValueOrDefault(id, (new LedgerState(), 0));
        var logged = ImmutableArray.CreateBuilder<LoggedEvent<LedgerEvent>>();
        foreach (var happened in events)
        {
            state = LedgerAggregate.Apply(state, happened);
            logged.Add(new(string.Join(',', state.Parties.Order()), T0, happened));
        }
        version++;
        var request = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{id}/{version}")).AsSpan(0, 16));
        var row = new GrainRow<LedgerState, LedgerEvent>
        {
            GrainType = "ledger",
            GrainId = id,
            State = state,
            Write = new(request, "440000/test", "f", "officer-1", "", T0.AddSeconds(version)),
            Events = logged.ToImmutable(),
        };
        await using var command = transaction.Command(
            version == 1
                ? """
                    insert into orleansstorage (grainidhash, grainidn0, grainidn1, graintypehash, graintypestring, grainidextensionstring,
                      serviceid, payloadbinary, modifiedon, version)
                    values (@hash, 0, 0, 1, 'ledger', @id, 'test', @payload, current_timestamp, @version)
                    """
                : """
                    update orleansstorage set payloadbinary = @payload, version = @version
                    where grainidhash = @hash and graintypehash = 1 and grainidn0 = 0 and grainidn1 = 0 and graintypestring = 'ledger' and grainidextensionstring = @id
                    """,
            ("hash", string.GetHashCode(id, StringComparison.Ordinal)), ("id", id), ("payload", JsonSerializer.SerializeToUtf8Bytes(row, Json)), ("version", version));
        await command.ExecuteNonQueryAsync();
        _rows[id] = (state, version);
    }
}
