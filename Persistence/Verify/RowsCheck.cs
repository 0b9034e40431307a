using System.Data.Common;
using System.Text;
using System.Text.Json;
using Coordination.Log;
using Coordination.Persistence.Readers;

namespace Coordination.Persistence.Verify;

/// <summary>Each grain's row against its history: the same version, and the state that the history folds to.</summary>
public sealed class RowsCheck : IStoreCheck
{
    // One statement, so that the row and the log of a grain in use are seen at the same moment: first the history, then the row.
    private const string HistoriesAndRows = """
        select 0 as seq, grain_type, grain_id, version, ordinal, event_type, jurisdictions, request_id, principal, fingerprint,
          actor, purpose, event_time, decided_at, recorded_at, body, null as payload, 0 as is_row
        from event_log
        union all
        select 0, graintypestring, grainidextensionstring, version, 0, null, null, null, null, null,
          null, null, null, null, null, null, payloadbinary, 1
        from orleansstorage
        order by 2, 3, 18, 4, 5
        """;

    private const int Type = 1, Id = 2, Version = 3, Ordinal = 4, Payload = 16, IsRow = 17;

    private readonly StoreDatabase _database;
    private readonly Dictionary<string, IAggregate> _aggregates;
    private readonly JsonSerializerOptions _json;

    public RowsCheck(StoreDatabase database, IEnumerable<IAggregate> aggregates)
    {
        _database = database;
        _aggregates = aggregates.ToDictionary(a => a.GrainType);
        _json = StoreJson.Create(_aggregates.Values);
    }

    public string Name => "rows";
    public string Claim => "Each grain's versions are 1, 2, 3, … in the log, its row is at the last of them, and its state is the fold of its events.";

    public async Task Run(CheckLog found, CancellationToken cancel)
    {
        await using var connection = await _database.Open(cancel);
        await using var command = connection.Unhurried(_database.Kind is StoreKind.Postgres
            ? HistoriesAndRows.Replace("null as payload", "null::bytea as payload", StringComparison.Ordinal)
            : HistoriesAndRows);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        History? history = null;
        while (await reader.ReadAsync(cancel))
        {
            var (type, id) = (reader.GetString(Type), reader.GetString(Id));
            if (history?.Is(type, id) != true)
            {
                history?.End(found);
                history = new(type, id, _aggregates.GetValueOrDefault(type), _json);
            }
            if (reader.GetInt32(IsRow) == 1)
            {
                found.Saw();
                history.Row(reader.GetInt32(Version), reader.GetFieldValue<byte[]>(Payload), found);
            }
            else
            {
                history.Event(reader, found);
            }
        }
        history?.End(found);
    }

    /// <summary>One grain while its history passes by.</summary>
    private sealed class History(string type, string id, IAggregate? aggregate, JsonSerializerOptions json)
    {
        private readonly IFold? _fold = aggregate?.Start(null, json);
        private int _version, _ordinal;
        private bool _row;

        public bool Is(string otherType, string otherId) => type == otherType && id == otherId;

        public void Event(DbDataReader reader, CheckLog found)
        {
            var (version, ordinal) = (reader.GetInt32(Version), reader.GetInt32(Ordinal));
            if (!(version == _version && ordinal == _ordinal + 1) && !(version == _version + 1 && ordinal == 1))
            {
                found.Found($"{type} {id}: version {version}.{ordinal} follows {_version}.{_ordinal} in the log.");
            }
            (_version, _ordinal) = (version, ordinal);
            _fold?.Apply(EntryRows.Read(reader));
        }

        public void Row(int version, byte[] payload, CheckLog found)
        {
            _row = true;
            if (version != _version)
            {
                found.Found($"{type} {id}: the row is at version {version}, the log at {_version}.");
            }
            if (_fold is null)
            {
                found.Found($"{type} {id}: no aggregate is registered for this grain type.");
                return;
            }
            using var row = JsonDocument.Parse(Encoding.UTF8.GetString(payload));
            if (row.RootElement.GetProperty("grainType").GetString() != type || row.RootElement.GetProperty("grainId").GetString() != id)
            {
                found.Found($"{type} {id}: the row says it belongs to another grain.");
            }
            var stored = aggregate!.Start(row.RootElement.GetProperty("state").GetRawText(), json).State;
            if (stored != _fold.State)
            {
                found.Found($"{type} {id}: the stored state is not the fold of its {_version} versions.");
            }
        }

        public void End(CheckLog found)
        {
            if (!_row)
            {
                found.Found($"{type} {id}: {_version} versions in the log, but no row.");
            }
        }
    }
}
