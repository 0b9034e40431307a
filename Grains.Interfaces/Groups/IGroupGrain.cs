namespace Coordination.Groups;

/// <summary>
/// One professional criminal group: who belonged to it when, what it runs, what was done against it. Whether it is dismantled is
/// computed and then confirmed by an officer. Key: <c>group-</c> and the group's id. Source: domain rules B4.
/// </summary>
[Alias("coord.IGroupGrain")]
public interface IGroupGrain : IGrainWithStringKey
{
    /// <summary>Carries out <paramref name="command"/> once, however often it is sent.</summary>
    /// <returns>The group afterwards; a refusal is in <see cref="Reply{TState}.Rejection"/>.</returns>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Another activation wrote first; send the same command again.</exception>
    [Alias("Execute")] Task<Reply<Group>> Execute(GroupCommand command);

    /// <summary>The group as last decided.</summary>
    [Alias("Read")] Task<Reply<Group>> Read();
}
