using Spectre.Console;

namespace Coordination.Client.Cli;

/// <summary>How far long work is.</summary>
/// <param name="Of">0 where nobody knows how much there is.</param>
public readonly record struct Doing(string Words, double Done, double Of);

/// <summary>Shows long work while it runs: one bar on a terminal, otherwise a plain line every five seconds.</summary>
public static class Waiting
{
    private static readonly TimeSpan _linePeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _drawPeriod = TimeSpan.FromMilliseconds(200);

    /// <summary>Shows until <paramref name="running"/> ends, however it ends; then await it.</summary>
    public static async Task ShowAsync(this Session session, Task running, Func<Doing> doing)
    {
        if (!session.Draws)
        {
            while (await Task.WhenAny(running, Task.Delay(_linePeriod)) != running) { session.Say(doing().Words); }
            return;
        }
        await session.Words.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new RemainingTimeColumn()).StartAsync(async progress =>
        {
            var bar = progress.AddTask("");
            do
            {
                var now = doing();
                (bar.Description, bar.MaxValue, bar.Value, bar.IsIndeterminate) = (Markup.Escape(now.Words), Math.Max(1, now.Of), now.Done, now.Of == 0);
            }
            while (await Task.WhenAny(running, Task.Delay(_drawPeriod)) != running);
        });
    }
}
