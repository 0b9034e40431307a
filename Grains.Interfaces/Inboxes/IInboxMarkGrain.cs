using System.Text.Json.Serialization;
using Coordination.Log;

namespace Coordination.Inboxes;

/// <summary>How far one system has taken in its jurisdiction's inbox. Key: <c>inbox-</c> and the keyed hash of the system.</summary>
[Alias("coord.IInboxMarkGrain")]
public interface IInboxMarkGrain : IGrainWithStringKey
{
    /// <summary>Moves the mark; one that is not higher is accepted without a write.</summary>
    [Alias("Execute")] Task<Reply<InboxMark>> Execute(InboxMarkCommand command);

    /// <summary>The mark; NOT_FOUND before the first acknowledgement.</summary>
    [Alias("Read")] Task<Reply<InboxMark>> Read();
}

/// <summary>A system's mark in its jurisdiction's inbox.</summary>
[GenerateSerializer, Immutable, Alias("coord.InboxMark")]
public sealed record InboxMark
{
    /// <summary>The jurisdiction whose inbox it is.</summary>
    [Id(0)] public JurisdictionCode Owner { get; init; }

    /// <summary>Number of the last notice acknowledged; it only rises.</summary>
    [Id(1)] public long Through { get; init; }
}

/// <summary>An instruction to an inbox mark.</summary>
[GenerateSerializer, Immutable, Alias("coord.InboxMarkCommand")]
public abstract record InboxMarkCommand(CommandHeader Header) : Command(Header);

/// <summary>Says up to where the inbox was taken in.</summary>
/// <param name="Head">The last notice that there is; no one can have taken in more.</param>
[GenerateSerializer, Immutable, Alias("coord.AcknowledgeInbox")]
public sealed record AcknowledgeInbox(CommandHeader Header, [property: Id(0)] long Through, [property: Id(1)] long Head) : InboxMarkCommand(Header);

/// <summary>What happened to an inbox mark.</summary>
[JsonPolymorphic, JsonDerivedType(typeof(InboxAcknowledged), "inbox.acknowledged")]
public abstract record InboxMarkEvent;

/// <summary>A system acknowledged its inbox up to here. No inbox receives it: that would call for the next acknowledgement.</summary>
public sealed record InboxAcknowledged(JurisdictionCode Owner, long Through) : InboxMarkEvent;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(GrainRow<InboxMark, InboxMarkEvent>))]
public sealed partial class InboxMarkJson : JsonSerializerContext;
