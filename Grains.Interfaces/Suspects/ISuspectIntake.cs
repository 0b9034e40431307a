namespace Coordination.Suspects;

/// <summary>Stores records and compares those that were stored, many with one call: each as if it had come alone.</summary>
[Alias("coord.ISuspectIntake")]
public interface ISuspectIntake : IGrainWithStringKey
{
    /// <returns>The outcomes in the order of the submissions; one that fails does not fail the others.</returns>
    [Alias("Submit")] Task<ImmutableArray<Submitted>> Submit(ImmutableArray<Submission> submissions);
}

/// <summary>A record on its way in.</summary>
/// <param name="RecordKey">Key of the record's grain.</param>
[GenerateSerializer, Immutable, Alias("coord.Submission")]
public sealed record Submission([property: Id(0)] string RecordKey, [property: Id(1)] SubmitRecord Command);

/// <summary>How a submission ended.</summary>
/// <param name="Reply">The record's answer; null if it failed.</param>
/// <param name="Resolved">Where it ended up; null if it failed, was refused or was only checked.</param>
/// <param name="Failure">What went wrong on the way: whether the record is stored is not known.</param>
[GenerateSerializer, Immutable, Alias("coord.Submitted")]
public sealed record Submitted(
    [property: Id(0)] Reply<SuspectRecord>? Reply, [property: Id(1)] Resolved? Resolved, [property: Id(2)] Exception? Failure);
