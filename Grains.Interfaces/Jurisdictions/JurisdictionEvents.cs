using System.Text.Json.Serialization;
using Coordination.Log;

namespace Coordination.Jurisdictions;

/// <summary>What happened to a profile. A discriminator is permanent; a changed shape is a new one.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(ProfileUpdated), "jurisdiction.profile-updated")]
public abstract record JurisdictionEvent;

/// <summary>The profile from here on.</summary>
public sealed record ProfileUpdated(
    JurisdictionCode Code, ContactDesk? Desk, ImmutableArray<string> Systems, Capacity? Capacity) : JurisdictionEvent;

/// <summary>The stored types of a jurisdiction.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(GrainRow<JurisdictionProfile, JurisdictionEvent>))]
public sealed partial class JurisdictionJson : JsonSerializerContext;
