using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Coordination.Log;
using Orleans.Storage;

namespace Coordination.Persistence;

/// <summary>
/// The ADO.NET provider with the commits and reads of one process grouped: keys and rows are the provider's, so a silo can be switched
/// between grouped and plain access at any time.
/// </summary>
/// <param name="group">Null for plain writes.</param>
/// <param name="reads">Null for plain reads: on SQLite a read costs no round trip.</param>
public sealed class StoreGrainStorage(
    string name, string serviceId, AdoNetGrainStorage provider, StoreDatabase database, JsonSerializerOptions json, GroupCommit? group, Grouped<RowKey, StoredRow>? reads)
    : IGrainStorage, IStoreGroups, ILifecycleParticipant<ISiloLifecycle>
{
    public T Together<T>(Func<T> begin)
    {
        T Commits() => group is null ? begin() : group.Together(begin);
        return reads is null ? Commits() : reads.Together(Commits);
    }

    public IDisposable? Expect(int writes) => group?.Expect(writes);

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = Key(stateName, grainId, grainState);
        try
        {
            if (reads is null)
            {
                await provider.ReadStateAsync(stateName, grainId, grainState);
                return;
            }
            var row = await reads.Ask(key);
            grainState.RecordExists = row.Payload is not null;
            grainState.ETag = row.Payload is null ? null : row.Version.ToString(CultureInfo.InvariantCulture);
            grainState.State = row.Payload is null ? Activator.CreateInstance<T>() : provider.Serializer.Deserialize<T>(BinaryData.FromBytes(row.Payload));
        }
        catch (Exception failure) when (IsOfDatabase(failure))
        {
            throw new StoreUnavailableException($"{grainId} could not be read.", failure);
        }
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = Key(stateName, grainId, grainState);
        if (group is null)
        {
            await WritePlain(stateName, grainId, grainState);
            return;
        }
        var expected = grainState.ETag is null ? 0 : int.Parse(grainState.ETag, CultureInfo.InvariantCulture);
        var started = Stopwatch.GetTimestamp();
        var logged = grainState.State as ILoggedRow ?? throw new ArgumentException($"{grainId}: only a row that tells the log what happened can be written.", nameof(grainState));
        var logsItself = group.LogsItself(key, expected, logged);
        var row = new RowWrite(key, expected, logged.Stored(json, logsItself), logged, logsItself ? logged.Entries(json) : []);
        StoreMetrics.Serialize.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);

        if (!await group.Write(row))
        {
            throw Lost(grainId, grainState);
        }
        grainState.ETag = (expected + 1).ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException("A grain row is never cleared: the log must be able to explain it. Closing is a state; erasing is destroying the data key.");

    /// <summary>At a graceful stop, what was taken is written before the database's connections go.</summary>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(StoreGrainStorage), ServiceLifecycleStage.ApplicationServices,
            _ => Task.CompletedTask,
            async _ =>
            {
                if (group is not null)
                {
                    await group.DisposeAsync();
                }
            });

    private async Task WritePlain<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Task Write() => provider.WriteStateAsync(stateName, grainId, grainState);
        try
        {
            await (database is SqliteDatabase sqlite ? sqlite.Writer.Alone(Write) : Write());
        }
        catch (Exception failure) when (LostRace.Is(failure))
        {
            throw Lost(grainId, grainState);
        }
        catch (Exception failure) when (IsOfDatabase(failure) && failure is not DbException { SqlState: "23505" })
        {
            throw new StoreUnavailableException("The store failed during the write; whether it was written is not known.", failure);
        }
    }

    private static InconsistentStateException Lost<T>(GrainId grainId, IGrainState<T> grainState) =>
        new($"{grainId} is no longer at version {grainState.ETag ?? "0"}, or claims what another has.", storedEtag: "", currentEtag: grainState.ETag ?? "");

    private RowKey Key<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        RowKey.Of(stateName, grainId, provider.HashPicker.PickHasher(serviceId, name, stateName, grainId, grainState)!);

    private static bool IsOfDatabase(Exception failure) => failure is DbException or TimeoutException;
}
