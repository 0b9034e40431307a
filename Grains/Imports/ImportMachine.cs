using Coordination.Core;
using Coordination.Log;

namespace Coordination.Imports;

/// <summary>An import's mark only rises, and each stretch of records is counted once.</summary>
public static class ImportMachine
{
    public static Decision<ImportEvent> Decide(ImportJob job, ImportCommand command) => (job, command) switch
    {
        ({ Exists: false }, StartImport s) => new ImportStarted(s.Header.Jurisdiction, s.Total),
        ({ Exists: false }, _) => Refusals.NotFound(),
        _ when command.Header.Jurisdiction != job.Owner => Refusals.NotFound(),

        (_, StartImport) => Decision<ImportEvent>.Unchanged,

        // Two streams of one import may run at once: whoever counted a stretch first has counted it.
        (_, AdvanceImport a) when a.Through <= job.DurableThrough => Decision<ImportEvent>.Unchanged,
        (_, AdvanceImport a) when a.From != job.DurableThrough => Refusals.Refuse(
            Reason.EtagMismatch, $"The import is durable through {job.DurableThrough}, not {a.From}: another stream of it is ahead."),
        (_, AdvanceImport a) => new ImportAdvanced(a.Through, a.Counts),

        ({ Completed: true }, CompleteImport) => Decision<ImportEvent>.Unchanged,
        (_, CompleteImport) => new ImportCompleted(),
        _ => Refusals.Refuse(Reason.StateTransitionInvalid, $"An import does not take {command.GetType().Name}."),
    };

    public static ImportJob Apply(ImportJob job, ImportEvent happened) => happened switch
    {
        ImportStarted e => new() { Owner = e.Owner, Total = e.Total },
        ImportAdvanced e => job with { DurableThrough = e.Through, Counts = job.Counts + e.Counts },
        ImportCompleted => job with { Completed = true },
        _ => job,
    };

    public static ResourceIndex Index(ImportJob job) => new(job.Owner, job.Completed ? "COMPLETED" : "RUNNING", [job.Owner]);
}
