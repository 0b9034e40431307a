using System.ComponentModel.DataAnnotations;

namespace Coordination.Persistence.Readers;

/// <summary>How the log's readers go about it.</summary>
public sealed class ReadersOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Readers";

    /// <summary>Entries sequenced in one step. Default 1,000: more drains a backlog little faster and locks longer (measured).</summary>
    [Range(1, 10_000)]
    public int SequenceMax { get; set; } = 1_000;

    /// <summary>Least time between two steps of the sequencer while there is work. Default 5 ms; up to ten times as long after a step of eighteen entries.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:01")]
    public TimeSpan PollMin { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Longest time until another process's commit is noticed while it is quiet. Default 100 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan PollMax { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Entries applied in one transaction. Default 500, so that on SQLite a grain's commit never waits long for the one writer.</summary>
    [Range(1, 10_000)]
    public int ApplyMax { get; set; } = 500;

    /// <summary>
    /// Pause after a batch that was not full, so that many small commits become fewer and larger batches. Default 20 ms; up to ten
    /// times as long after one of ninety entries: who writes that much does not wait to read it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:05")]
    public TimeSpan Linger { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Longest pause before a failed batch or step is tried again; the first is 100 ms and each doubles. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan RetryMax { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Commands of one reaction under way at the same time, each to another aggregate. Default 16.</summary>
    [Range(1, 256)]
    public int StepsMax { get; set; } = 16;

    /// <summary>How often due work is looked for. Default 1 s; what is due must be woken within 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:05")]
    public TimeSpan DuePoll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>When a grain that was woken, and whose work still is due, is woken again. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan DueAgain { get; set; } = TimeSpan.FromSeconds(30);

    internal TimeSpan LingerAfter(int entries) => Linger * (1 + Math.Min(9.0, entries / 10.0));

    internal TimeSpan PauseAfter(int sequenced) => PollMin * (1 + Math.Min(9.0, sequenced / 2.0));

    internal TimeSpan Backoff(int failures)
    {
        var wait = TimeSpan.FromMilliseconds(100 * Math.Pow(2, Math.Min(failures - 1, 16)));
        return wait < RetryMax ? wait : RetryMax;
    }
}
