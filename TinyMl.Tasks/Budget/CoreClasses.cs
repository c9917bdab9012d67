using System;
using System.Collections.Immutable;
using System.Linq;

namespace TinyMl.Tasks.Budget;

/// <summary>
/// The cores of which measurements are published: latencies of the four models of MLPerf Tiny by one engine that removes no channels,
/// from which least squares give the cycles of each kind of layer; where there is no such engine, one model's latency for all
/// kinds. docs/cost-model.md shows the measurements.
/// </summary>
internal static class CoreClasses
{
    public static ImmutableArray<CoreClass> All { get; } =
    [
        new("Cortex-M0+", ["Cortex-M0+"], 7.79, 44.46, 9.91, "MLPerf Tiny v1.2, Bosch HALE on NUCLEO-G0B1RE"),
        new("Cortex-M4", ["Cortex-M4F"], 1.73, 11.63, 2.65, "MLPerf Tiny v1.2, Bosch HALE on NUCLEO-L4R5ZI"),
        new("Cortex-M7", ["Cortex-M7"], 1.03, 6.25, 1.44, "MLPerf Tiny v1.2, Bosch HALE on NUCLEO-H7A3ZI"),
        new("Cortex-M33", ["Cortex-M33", "Cortex-M33F"], 1.54, 9.78, 2.3, "MLPerf Tiny v1.2, Bosch HALE on NUCLEO-U575ZI"),
        new("Cortex-M85", ["Cortex-M85"], 0.33, 3.85, 0.96, "MLPerf Tiny v1.2, Renesas, TensorFlow Lite Micro with CMSIS-NN on EK-RA8D1"),
        new("Xtensa LX6", ["Xtensa LX6"], 12.74, 12.74, 12.74, "Espressif, person detection with ESP-NN on ESP32"),
        new("Xtensa LX7", ["Xtensa LX7"], 1.81, 1.81, 1.81, "Espressif, person detection with ESP-NN on ESP32-S3"),
        new("RISC-V RV32IMC", ["RISC-V RV32IMC"], 9.52, 9.52, 9.52, "Espressif, person detection with ESP-NN on ESP32-C3"),
    ];

    /// <summary>The class of a device's core; null where nothing is published.</summary>
    public static CoreClass? Of(Device device)
    {
        // One core computes, however many there are.
        string core = device.Core[(device.Core.IndexOf(" x ", StringComparison.Ordinal) is int times and >= 0 ? times + 3 : 0)..];
        return All.FirstOrDefault(type => type.Cores.Contains(core));
    }
}
