using Coordination.Core;
using Coordination.Log;

namespace Coordination.Imports;

[GrainType("import")]
public sealed class ImportGrain(
    [PersistentState("import", "store")] IPersistentState<GrainRow<ImportJob, ImportEvent>> store, IRequestLog log, DecisionClock clock)
    : MachineGrain<ImportJob, ImportCommand, ImportEvent>(Definition, store, log, clock), IImportGrain
{
    public static readonly Aggregate<ImportJob, ImportEvent> Definition =
        new("import", ImportJson.Default, ImportMachine.Apply, ImportMachine.Index);

    protected override Decision<ImportEvent> Decide(ImportJob state, ImportCommand command, DateTimeOffset now) =>
        ImportMachine.Decide(state, command);
}
