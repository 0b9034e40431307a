using System.Text.Json.Serialization;
using Coordination.Log;

namespace Coordination.JointOperations;

/// <summary>The stored types of a joint operation.</summary>
[JsonSerializable(typeof(GrainRow<JointOperation, JointOperationEvent>))]
public sealed partial class JointOperationJson : JsonSerializerContext;
