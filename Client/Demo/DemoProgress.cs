using System.Diagnostics;
using Coordination.Client.Cli;
using Spectre.Console;

namespace Coordination.Client.Demo;

/// <summary>A bar on a terminal; elsewhere a line when a part begins and one when it has ended.</summary>
public static class DemoProgress
{
    private static readonly TimeSpan _frame = TimeSpan.FromMilliseconds(200);

    /// <param name="run">Calls its argument once for each thing done.</param>
    public static async Task ShowAsync(Session session, string title, int total, Func<Action, Task> run)
    {
        var done = 0;
        var watch = Stopwatch.StartNew();
        var running = run(() => Interlocked.Increment(ref done));
        if (session.Draws)
        {
            await session.Words.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn()).StartAsync(async progress =>
            {
                var bar = progress.AddTask(Markup.Escape(title), maxValue: total);
                while (await Task.WhenAny(running, Task.Delay(_frame, CancellationToken.None)) != running)
                {
                    bar.Value = Volatile.Read(ref done);
                }
            });
        }
        await running;
        session.Say($"{title}: {watch.Elapsed.TotalSeconds:0.0} s");
    }
}
