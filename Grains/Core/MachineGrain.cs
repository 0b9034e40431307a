using System.Globalization;
using Coordination.Log;

namespace Coordination.Core;

/// <summary>
/// A grain that holds one row and runs its machine. Not reentrant, and it calls no other grain: the turn is the lock. What must follow
/// elsewhere is a reaction to the logged event.
/// </summary>
public abstract class MachineGrain<TState, TCommand, TEvent>(
    Aggregate<TState, TEvent> aggregate, IPersistentState<GrainRow<TState, TEvent>> store, IRequestLog log, DecisionClock clock)
    : Grain, IRowOwner<TState, TCommand, TEvent>
    where TState : class, new()
    where TCommand : Command
    where TEvent : class
{
    private RowMachine<TState, TCommand, TEvent> _machine = null!; // set before the first call

    string IRowOwner<TState, TCommand, TEvent>.Key => this.GetPrimaryKeyString();

    Aggregate<TState, TEvent> IRowOwner<TState, TCommand, TEvent>.Aggregate => aggregate;

    protected abstract Decision<TEvent> Decide(TState state, TCommand command, DateTimeOffset now);

    /// <inheritdoc cref="IRowOwner{TState,TCommand,TEvent}.Concerned"/>
    protected virtual IEnumerable<JurisdictionCode> Concerned(TState before, TState after, TEvent happened) => _machine.Parties(before, after);

    /// <inheritdoc cref="IRowOwner{TState,TCommand,TEvent}.IndexOf"/>
    protected virtual RowIndex? IndexOf(TState before, TState next, TCommand command) => null;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _machine = store.RecordExists
            ? new(this, store.State, int.Parse(store.Etag!, CultureInfo.InvariantCulture), log, clock)
            : new(this, new(), 0, log, clock);
        return Task.CompletedTask;
    }

    public Task<Reply<TState>> Read() => Task.FromResult(_machine.Read());

    public Task<Reply<TState>> Execute(TCommand command) => _machine.Execute(command);

    Decision<TEvent> IRowOwner<TState, TCommand, TEvent>.Decide(TState state, TCommand command, DateTimeOffset now) => Decide(state, command, now);

    IEnumerable<JurisdictionCode> IRowOwner<TState, TCommand, TEvent>.Concerned(TState before, TState after, TEvent happened) => Concerned(before, after, happened);

    RowIndex? IRowOwner<TState, TCommand, TEvent>.IndexOf(TState before, TState next, TCommand command) => IndexOf(before, next, command);

    async Task IRowOwner<TState, TCommand, TEvent>.Write(GrainRow<TState, TEvent> next)
    {
        store.State = next;
        try
        {
            await store.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle(); // a new activation reads what is there
            throw;
        }
    }
}
