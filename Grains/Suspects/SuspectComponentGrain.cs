using Coordination.Core;
using Coordination.Log;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Coordination.Suspects;

/// <summary>
/// The owner of a component. Its row is read when it is first needed: a settlement that makes a new component says so by expecting version 0,
/// and is believed, since a first write fails where there is a row.
/// </summary>
[GrainType("component")]
public sealed class SuspectComponentGrain([FromKeyedServices("store")] IGrainStorage store, IRequestLog log, DecisionClock clock)
    : Grain, ISuspectComponentGrain, IRowOwner<SuspectComponent, SuspectComponentCommand, SuspectComponentEvent>
{
    private const string StateName = "component";

    public static readonly Aggregate<SuspectComponent, SuspectComponentEvent> Definition =
        new("component", SuspectComponentJson.Default, SuspectComponentMachine.Apply, SuspectComponentMachine.Index, isListed: false);

    private readonly GrainState<GrainRow<SuspectComponent, SuspectComponentEvent>> _held = new(new());
    private RowMachine<SuspectComponent, SuspectComponentCommand, SuspectComponentEvent>? _machine; // null until the row is known

    public async Task<Reply<SuspectComponent>> Read() => (await Known()).Read();

    public async Task<Reply<SuspectComponent>> Execute(SuspectComponentCommand command)
    {
        if (_machine is not null || command is not SettleComponent { Header.ExpectedVersion: 0 })
        {
            return await (await Known()).Execute(command);
        }
        var machine = Machine();
        var reply = await machine.Execute(command);
        if (reply.Replayed)
        {
            return await (await Known()).Execute(command); // what it settled then, not what it would settle now
        }
        if (_held.RecordExists) { _machine = machine; }
        return reply;
    }

    string IRowOwner<SuspectComponent, SuspectComponentCommand, SuspectComponentEvent>.Key => this.GetPrimaryKeyString();

    Aggregate<SuspectComponent, SuspectComponentEvent> IRowOwner<SuspectComponent, SuspectComponentCommand, SuspectComponentEvent>.Aggregate => Definition;

    Decision<SuspectComponentEvent> IRowOwner<SuspectComponent, SuspectComponentCommand, SuspectComponentEvent>.Decide(
        SuspectComponent state, SuspectComponentCommand command, DateTimeOffset now) => SuspectComponentMachine.Decide(state, command, now);

    IEnumerable<JurisdictionCode> IRowOwner<SuspectComponent, SuspectComponentCommand, SuspectComponentEvent>.Concerned(
        SuspectComponent before, SuspectComponent after, SuspectComponentEvent happened) => ComponentNotices.Concerned(before, after, happened);

    RowIndex? IRowOwner<SuspectComponent, SuspectComponentCommand, SuspectComponentEvent>.IndexOf(
        SuspectComponent before, SuspectComponent next, SuspectComponentCommand command) => next.MovedInto is { } into
        ? new() { Filed = [.. next.Members.Select(m => m.Record)], MovedInto = into }
        : new() { Filed = [.. next.Members.Select(m => m.Record).Except(before.Members.Select(m => m.Record))] };

    async Task IRowOwner<SuspectComponent, SuspectComponentCommand, SuspectComponentEvent>.Write(GrainRow<SuspectComponent, SuspectComponentEvent> next)
    {
        _held.State = next;
        try
        {
            await store.WriteStateAsync(StateName, this.GetGrainId(), _held);
        }
        catch
        {
            _held.State = new();
            DeactivateOnIdle(); // a new activation reads what is there
            throw;
        }
    }

    private async Task<RowMachine<SuspectComponent, SuspectComponentCommand, SuspectComponentEvent>> Known()
    {
        if (_machine is null)
        {
            await store.ReadStateAsync(StateName, this.GetGrainId(), _held);
            _machine = Machine();
        }
        return _machine;
    }

    private RowMachine<SuspectComponent, SuspectComponentCommand, SuspectComponentEvent> Machine() => new(this, _held, log, clock);
}
