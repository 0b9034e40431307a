namespace Coordination.Resolution;

/// <summary>How far long work is, for whoever waits. May be told from any thread.</summary>
/// <param name="Name">What is being done.</param>
/// <param name="Done">How much of it; never more than <paramref name="Of"/>.</param>
/// <param name="Of">How much there is; 0 where nobody knows.</param>
public readonly record struct Stage(string Name, int Done, int Of);
