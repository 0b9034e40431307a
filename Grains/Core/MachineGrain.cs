using System.Globalization;
using Coordination.Log;

namespace Coordination.Core;

/// <summary>
/// Runs a pure machine: one accepted command = one write = one version. Not reentrant, and it calls no other grain: the turn is
/// the lock. What must follow elsewhere is a reaction to the logged event.
/// </summary>
public abstract class MachineGrain<TState, TCommand, TEvent>(
    Aggregate<TState, TEvent> aggregate, IPersistentState<GrainRow<TState, TEvent>> store, IRequestLog log, DecisionClock clock) : Grain
    where TState : class, new()
    where TCommand : Command
    where TEvent : class
{
    private GrainRow<TState, TEvent> _row = new();
    private int _version;

    protected abstract Decision<TEvent> Decide(TState state, TCommand command, DateTimeOffset now);

    /// <summary>Whom an event concerns. By default all who may know of the aggregate before or after it.</summary>
    protected virtual IEnumerable<JurisdictionCode> Concerned(TState before, TState after, TEvent happened) =>
        aggregate.Index(after).Parties.Concat(_version == 0 ? [] : aggregate.Index(before).Parties);

    /// <summary>What the row's commit writes into the tables by which suspects are found; null if nothing.</summary>
    protected virtual RowIndex? IndexOf(TState before, TState next, TCommand command) => null;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (store.RecordExists)
        {
            _row = store.State;
            _version = int.Parse(store.Etag!, CultureInfo.InvariantCulture);
        }
        return Task.CompletedTask;
    }

    public Task<Reply<TState>> Read() => Task.FromResult(_version == 0
        ? new Reply<TState>(null, 0, Refusals.NotFound())
        : new Reply<TState>(_row.State, _version));

    public async Task<Reply<TState>> Execute(TCommand command)
    {
        var header = command.Header;
        if (_row.Requests.FirstOrDefault(r => r.Id == header.RequestId && r.Fingerprint == header.Fingerprint) is { } lately)
        {
            return Replay(lately.Fingerprint, lately.Version, header);
        }
        if (_row.Requests.Any(r => r.Id == header.RequestId) && await Logged(header) is { } reused)
        {
            return reused;   // the same id of another system is another request: the log knows whose it is
        }
        var decision = Decide(_row.State, command, clock.GetUtcNow());
        if (Refusal(command, decision.Rejection) is { } rejection)
        {
            // A replay is answered even if the same command would be refused by now.
            return await Logged(header) ?? Refused(rejection);
        }
        if (decision.Events.IsEmpty)
        {
            // Nothing is left to do either because it was done by this very request, long ago, or because it was so already.
            return await Logged(header) ?? new(_row.State, _version) { Unchanged = true };
        }
        var next = Next(command, decision.Events);
        return header.ValidateOnly ? new(next.State, _version) : await Write(next, header);
    }

    // Whoever may not know of the aggregate, or not do this to it, must not learn its version either.
    private Rejection? Refusal(TCommand command, Rejection? decided)
    {
        if (decided?.Reason is Reason.ResourceNotFound or Reason.JurisdictionMismatch)
        {
            return decided;
        }
        if (command.Header.ExpectedVersion is { } seen && seen != _version && _version > 0)
        {
            return new Rejection(Reason.EtagMismatch, $"It changed since you read it (you: revision {seen}, now: {_version}). Read it again and repeat.")
                .With("currentRevision", _version.ToString(CultureInfo.InvariantCulture));
        }
        return command is ITimeCritical && !clock.IsTrusted
            ? new(Reason.StorageUnavailable, "The clock is not in step with the database; send the same request again.")
            : decided;
    }

    private async Task<Reply<TState>> Write(GrainRow<TState, TEvent> next, CommandHeader header)
    {
        store.State = next;
        try
        {
            await store.WriteStateAsync();
        }
        catch
        {
            // The row may be written all the same: a new activation reads what is there.
            DeactivateOnIdle();
            if (await Logged(header) is { } answered && answered.Version <= _version + 1)   // beyond it this state is stale: the retry reads afresh
            {
                // At the version that was next, the same request decided the same: here, or in another activation of this grain.
                return answered.Replayed && answered.Version == _version + 1 ? answered with { State = next.State } : answered;
            }
            throw;
        }
        _row = next;
        _version++;
        return new(_row.State, _version);
    }

    private GrainRow<TState, TEvent> Next(TCommand command, ImmutableArray<TEvent> events)
    {
        var header = command.Header;
        var now = clock.GetUtcNow();
        var state = _row.State;
        var logged = ImmutableArray.CreateBuilder<LoggedEvent<TEvent>>(events.Length);
        foreach (var happened in events)
        {
            var before = state;
            state = aggregate.Apply(before, happened);
            var concerned = Concerned(before, state, happened).Distinct().Order();
            logged.Add(new(string.Join(',', concerned), header.EventTime ?? now, happened));
        }
        var requests = _row.Requests.Length < GrainRow<TState, TEvent>.RequestsKept ? _row.Requests : _row.Requests.RemoveAt(0);
        return new()
        {
            GrainType = aggregate.GrainType,
            GrainId = this.GetPrimaryKeyString(),
            State = state,
            Requests = requests.Add(new(header.RequestId, header.Fingerprint, _version + 1)),
            Write = new(header.RequestId, header.Principal, header.Fingerprint, header.Actor, header.Purpose, now),
            Events = logged.DrainToImmutable(),
            Index = IndexOf(_row.State, state, command),
        };
    }

    private async Task<Reply<TState>?> Logged(CommandHeader header)
    {
        if (await log.Find(header.Principal, header.RequestId) is not { } found)
        {
            return null;
        }
        // The same request id on another aggregate is other content by definition.
        return Replay(found.GrainId == this.GetPrimaryKeyString() ? found.Fingerprint : "", found.Version, header);
    }

    private Reply<TState> Replay(string fingerprint, int version, CommandHeader header) => fingerprint == header.Fingerprint
        ? new(_row.State, version, Replayed: true)
        : Refused(new(Reason.RequestIdReused, "This request id was used for another request. Use a new one."));

    private static Reply<TState> Refused(Rejection rejection) => new(null, 0, rejection);
}
