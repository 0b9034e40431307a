using Coordination.Core;
using Coordination.Log;

namespace Coordination.Imports;

/// <summary>One stream at a time moves an import's mark, so each stretch of records is counted once.</summary>
public static class ImportMachine
{
    public static Decision<ImportEvent> Decide(ImportJob job, ImportCommand command) => (job, command) switch
    {
        ({ Exists: false }, StartImport s) => new ImportStarted(s.Header.Jurisdiction, s.Total),
        ({ Exists: false }, _) => Refusals.NotFound(),
        _ when command.Header.Jurisdiction != job.Owner => Refusals.NotFound(),

        (_, StartImport s) when s.Total != job.Total => Refusals.Refuse(
            Reason.RequestIdReused, $"This import was announced with {job.Total} records, not {s.Total}. Use a new import id for other records."),
        (_, StartImport) => new ImportResumed(job.Stream + 1),

        // A client that lost its connection goes on at once; what its older stream has still under way is replayed, and counted by the newer one.
        (_, ImportStreamCommand c) when c.Stream != job.Stream => Refusals.Refuse(
            Reason.ImportSuperseded, "A stream of this import that was opened later has taken over."),
        (_, AdvanceImport a) => new ImportAdvanced(a.Through, a.Counts),
        ({ Completed: true }, CompleteImport) => Decision<ImportEvent>.Unchanged,
        (_, CompleteImport) => new ImportCompleted(),
        _ => Refusals.Refuse(Reason.StateTransitionInvalid, $"An import does not take {command.GetType().Name}."),
    };

    public static ImportJob Apply(ImportJob job, ImportEvent happened) => happened switch
    {
        ImportStarted e => new() { Owner = e.Owner, Total = e.Total },
        ImportResumed e => job with { Stream = e.Stream },
        ImportAdvanced e => job with { DurableThrough = e.Through, Counts = job.Counts + e.Counts },
        ImportCompleted => job with { Completed = true },
        _ => job,
    };

    public static ResourceIndex Index(ImportJob job) => new(job.Owner, job.Completed ? "COMPLETED" : "RUNNING", [job.Owner]);
}
