using Coordination.Client.Cli;
using Coordination.Resolution;

namespace Coordination.Client.Matching;

/// <summary>Keeps what the library told last of how far it is.</summary>
internal sealed class StageWatch : IProgress<Stage>
{
    private readonly Lock _lock = new();
    private Stage _last = new("reading", 0, 0);

    public Doing Doing
    {
        get
        {
            lock (_lock)
            {
                return new(_last.Of == 0 ? _last.Name : $"{_last.Name}: {_last.Done:N0} of {_last.Of:N0}", _last.Done, _last.Of);
            }
        }
    }

    public void Report(Stage value)
    {
        lock (_lock)
        {
            // Told by several threads at once: within a stage only the furthest counts.
            if (value.Name != _last.Name || value.Done > _last.Done) { _last = value; }
        }
    }
}
