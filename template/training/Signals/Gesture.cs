namespace TinyMl.Training.Signals;

/// <summary>What a hand does with the device. The values are the model's class indices.</summary>
internal enum Gesture
{
    /// <summary>Held, laid down or carried while walking.</summary>
    Idle,

    /// <summary>One or more turns of a circle in the plane of the device.</summary>
    Circle,

    /// <summary>Quickly to and fro along one axis.</summary>
    Shake,

    /// <summary>One stroke: speed up, then stop.</summary>
    Swipe,

    /// <summary>One or two knocks on the case.</summary>
    Tap,
}
