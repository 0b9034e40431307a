using System.Globalization;
using Coordination.Log;

namespace Coordination.Core;

/// <summary>Whose row it is: the rules that decide on it, and the way to the store.</summary>
internal interface IRowOwner<TState, TCommand, TEvent>
    where TState : class, new()
    where TCommand : Command
    where TEvent : class
{
    string Key { get; }

    Aggregate<TState, TEvent> Aggregate { get; }

    Decision<TEvent> Decide(TState state, TCommand command, DateTimeOffset now);

    /// <summary>Whom an event concerns.</summary>
    IEnumerable<JurisdictionCode> Concerned(TState before, TState after, TEvent happened);

    /// <summary>What the row's commit writes into the tables by which suspects are found; null if nothing.</summary>
    RowIndex? IndexOf(TState before, TState next, TCommand command);

    /// <summary>Writes the next version of the row. After a failure this copy of it is not used again.</summary>
    Task Write(GrainRow<TState, TEvent> next);
}

/// <summary>
/// One row as it was read, and what happens to it: a pure machine decides, and one accepted command is one write and one version. Not
/// for calls that overlap.
/// </summary>
internal sealed class RowMachine<TState, TCommand, TEvent>(
    IRowOwner<TState, TCommand, TEvent> owner, GrainRow<TState, TEvent> row, int version, IRequestLog log, DecisionClock clock)
    where TState : class, new()
    where TCommand : Command
    where TEvent : class
{
    /// <param name="held">The row as the store gave it, or an empty one that is believed not to be stored.</param>
    public RowMachine(IRowOwner<TState, TCommand, TEvent> owner, GrainState<GrainRow<TState, TEvent>> held, IRequestLog log, DecisionClock clock)
        : this(owner, held.State!, held.RecordExists ? int.Parse(held.ETag!, CultureInfo.InvariantCulture) : 0, log, clock) { }

    private GrainRow<TState, TEvent> _row = row;
    private int _version = version;

    /// <summary>All who may know of the aggregate before or after an event.</summary>
    public IEnumerable<JurisdictionCode> Parties(TState before, TState after) =>
        owner.Aggregate.Index(after).Parties.Concat(_version == 0 ? [] : owner.Aggregate.Index(before).Parties);

    public Reply<TState> Read() => _version == 0 ? new(null, 0, Refusals.NotFound()) : new(_row.State, _version);

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
        var decision = owner.Decide(_row.State, command, clock.GetUtcNow());
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
        try
        {
            await owner.Write(next);
        }
        catch
        {
            // The row may be written all the same.
            if (await Logged(header) is { } answered && answered.Version <= _version + 1)   // beyond it this state is stale: the retry reads afresh
            {
                // At the version that was next, the same request decided the same: here, or in another copy of this row.
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
            state = owner.Aggregate.Apply(before, happened);
            var concerned = owner.Concerned(before, state, happened).Distinct().Order();
            logged.Add(new(string.Join(',', concerned), header.EventTime ?? now, happened));
        }
        var requests = _row.Requests.Length < GrainRow<TState, TEvent>.RequestsKept ? _row.Requests : _row.Requests.RemoveAt(0);
        return new()
        {
            GrainType = owner.Aggregate.GrainType,
            GrainId = owner.Key,
            State = state,
            Requests = requests.Add(new(header.RequestId, header.Fingerprint, _version + 1)),
            Write = new(header.RequestId, header.Principal, header.Fingerprint, header.Actor, header.Purpose, now),
            Events = logged.DrainToImmutable(),
            Index = owner.IndexOf(_row.State, state, command),
        };
    }

    private async Task<Reply<TState>?> Logged(CommandHeader header)
    {
        if (await log.Find(header.Principal, header.RequestId) is not { } found)
        {
            return null;
        }
        // The same request id on another aggregate is other content by definition.
        return Replay(found.GrainId == owner.Key ? found.Fingerprint : "", found.Version, header);
    }

    private Reply<TState> Replay(string fingerprint, int version, CommandHeader header) => fingerprint == header.Fingerprint
        ? new(_row.State, version, Replayed: true)
        : Refused(new(Reason.RequestIdReused, "This request id was used for another request. Use a new one."));

    private static Reply<TState> Refused(Rejection rejection) => new(null, 0, rejection);
}
