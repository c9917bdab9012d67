using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using TinyMl.Operators.Float32;

namespace TinyMl.Kernels.Tests.Float32;

[TestClass]
public sealed class ConvolutionTests
{
    [TestMethod]
    public void Convolution_is_the_sum_over_its_window_plus_bias_clamped() =>
        Gen.Select(WindowCase.Any, Gen.Int[1, 5], Real.Activation, RealTensor.Seed).Sample((window, outputs, activation, seed) =>
        {
            RealTensor x = RealTensor.Random(seed, 2, window.InputShape);
            RealTensor weights = RealTensor.Random(seed + 1, 1, outputs, window.FilterHeight, window.FilterWidth, window.Channels);
            RealTensor bias = RealTensor.Random(seed + 2, 1, outputs);
            var expected = new List<double>();
            ForEachPixel(window, (n, oy, ox) =>
            {
                for (int o = 0; o < outputs; o++)
                {
                    double sum = bias[o];
                    foreach ((int ky, int kx, int iy, int ix) in window.Taps(oy, ox))
                    {
                        for (int i = 0; i < window.Channels; i++) sum += x[n, iy, ix, i] * weights[o, ky, kx, i];
                    }

                    expected.Add(Real.Clamp(sum, activation));
                }
            });

            float[] actual = new OperatorRecord(Conv2D.Kernel)
                .Input(x.Shape, x.Values).Constant(weights.Shape, weights.Values).Constant(bias.Shape, bias.Values)
                .Output(ElementType.Float32, window.Batches, window.OutputHeight, window.OutputWidth, outputs)
                .Attributes(window.Attributes).Attributes(activation)
                .Run<float>();

            Real.AssertNear(expected, actual);
        });

    [TestMethod]
    public void Grouped_convolution_reads_the_input_channels_of_its_group() =>
        Gen.Select(WindowCase.Any, Gen.Int[2, 3], Gen.Int[1, 3], RealTensor.Seed).Sample((window, groups, outputs, seed) =>
        {
            int inputs = window.Channels;
            RealTensor x = RealTensor.Random(seed, 2, window.Batches, window.Height, window.Width, groups * inputs);
            RealTensor weights = RealTensor.Random(seed + 1, 1, groups * outputs, window.FilterHeight, window.FilterWidth, inputs);
            var expected = new List<double>();
            ForEachPixel(window, (n, oy, ox) =>
            {
                for (int o = 0; o < groups * outputs; o++)
                {
                    double sum = 0;
                    foreach ((int ky, int kx, int iy, int ix) in window.Taps(oy, ox))
                    {
                        for (int i = 0; i < inputs; i++) sum += x[n, iy, ix, (o / outputs * inputs) + i] * weights[o, ky, kx, i];
                    }

                    expected.Add(sum);
                }
            });

            float[] actual = new OperatorRecord(Conv2D.Kernel)
                .Input(x.Shape, x.Values).Constant(weights.Shape, weights.Values)
                .Output(ElementType.Float32, window.Batches, window.OutputHeight, window.OutputWidth, groups * outputs)
                .Attributes(window.Attributes)
                .Run<float>();

            Real.AssertNear(expected, actual);
        });

    [TestMethod]
    public void Transposed_convolution_spreads_each_input_over_the_outputs_of_its_window() =>
        Gen.Select(WindowCase.Any, Gen.Int[1, 3], Gen.Int[1, 3], Real.Activation, RealTensor.Seed).Sample((window, groups, inputs, activation, seed) =>
        {
            // The window leads from y, which has its input's size, to x.
            int outputs = window.Channels;
            RealTensor x = RealTensor.Random(seed, 2, window.Batches, window.OutputHeight, window.OutputWidth, groups * inputs);
            RealTensor weights = RealTensor.Random(seed + 1, 1, groups * outputs, window.FilterHeight, window.FilterWidth, inputs);
            RealTensor bias = RealTensor.Random(seed + 2, 1, groups * outputs);
            int[] shape = [window.Batches, window.Height, window.Width, groups * outputs];
            double[] sums = new double[shape.Aggregate((product, dimension) => product * dimension)];
            ForEachPixel(window, (n, iy, ix) =>
            {
                foreach ((int ky, int kx, int oy, int ox) in window.Taps(iy, ix))
                {
                    for (int o = 0; o < groups * outputs; o++)
                    {
                        for (int i = 0; i < inputs; i++) sums[(((((n * shape[1]) + oy) * shape[2]) + ox) * shape[3]) + o] += x[n, iy, ix, (o / outputs * inputs) + i] * weights[o, ky, kx, i];
                    }
                }
            });

            float[] actual = new OperatorRecord(TransposeConv2D.Kernel)
                .Input(x.Shape, x.Values).Constant(weights.Shape, weights.Values).Constant(bias.Shape, bias.Values)
                .Output(ElementType.Float32, shape)
                .Attributes(window.Attributes).Attributes(activation)
                .Run<float>();

            Real.AssertNear([.. sums.Select((sum, i) => Real.Clamp(sum + bias[i % shape[3]], activation))], actual);
        });

    [TestMethod]
    public void Depthwise_convolution_reads_one_input_channel_for_each_output_channel() =>
        Gen.Select(WindowCase.Any, Gen.Int[1, 6], Real.Activation, RealTensor.Seed).Sample((window, multiplier, activation, seed) =>
        {
            int outputs = window.Channels * multiplier;
            RealTensor x = RealTensor.Random(seed, 2, window.InputShape);
            RealTensor weights = RealTensor.Random(seed + 1, 1, 1, window.FilterHeight, window.FilterWidth, outputs);
            RealTensor bias = RealTensor.Random(seed + 2, 1, outputs);
            var expected = new List<double>();
            ForEachPixel(window, (n, oy, ox) =>
            {
                for (int o = 0; o < outputs; o++)
                {
                    double sum = bias[o];
                    foreach ((int ky, int kx, int iy, int ix) in window.Taps(oy, ox)) sum += x[n, iy, ix, o / multiplier] * weights[0, ky, kx, o];
                    expected.Add(Real.Clamp(sum, activation));
                }
            });

            float[] actual = new OperatorRecord(DepthwiseConv2D.Kernel)
                .Input(x.Shape, x.Values).Constant(weights.Shape, weights.Values).Constant(bias.Shape, bias.Values)
                .Output(ElementType.Float32, window.Batches, window.OutputHeight, window.OutputWidth, outputs)
                .Attributes(window.Attributes).Attributes(activation)
                .Run<float>();

            Real.AssertNear(expected, actual);
        });

    [TestMethod]
    public void A_fully_connected_layer_is_a_matrix_product_plus_bias_clamped() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 50], Gen.Int[1, 9], Real.Activation, RealTensor.Seed).Sample((batches, inputs, outputs, activation, seed) =>
        {
            RealTensor x = RealTensor.Random(seed, 2, batches, inputs);
            RealTensor weights = RealTensor.Random(seed + 1, 1, outputs, inputs);
            RealTensor bias = RealTensor.Random(seed + 2, 1, outputs);
            var expected = new List<double>();
            for (int b = 0; b < batches; b++)
            {
                for (int o = 0; o < outputs; o++)
                {
                    double sum = bias[o];
                    for (int i = 0; i < inputs; i++) sum += x[b, i] * weights[o, i];
                    expected.Add(Real.Clamp(sum, activation));
                }
            }

            float[] actual = new OperatorRecord(FullyConnected.Kernel)
                .Input([batches, 1, 1, inputs], x.Values).Constant(weights.Shape, weights.Values).Constant(bias.Shape, bias.Values)
                .Output(ElementType.Float32, batches, outputs)
                .Attributes(activation)
                .Run<float>();

            Real.AssertNear(expected, actual);
        });

    [TestMethod]
    public void Float16_weights_give_the_bits_of_the_same_weights_as_Float32() =>
        Gen.Select(WindowCase.Any, RealTensor.Seed).Sample((window, seed) =>
        {
            RealTensor y = RealTensor.Random(seed, 2, window.Batches, window.OutputHeight, window.OutputWidth, window.Channels);
            RealTensor filter = RealTensor.Random(seed + 1, 1, 2, window.FilterHeight, window.FilterWidth, window.Channels).Halved();
            Real.AssertSameBits(
                Spread(new OperatorRecord(TransposeConv2D.Kernel).Input(y.Shape, y.Values).Constant(filter.Shape, filter.Values)),
                Spread(new OperatorRecord(TransposeConv2D.Kernel).Input(y.Shape, y.Values).Constant<Half>(ElementType.Float16, filter.Shape, filter.AsHalves())));

            float[] Spread(OperatorRecord record) =>
                record.Output(ElementType.Float32, window.Batches, window.Height, window.Width, 2).Attributes(window.Attributes).Run<float>();

            RealTensor x = RealTensor.Random(seed, 2, window.InputShape);
            int outputs = 2 * window.Channels;

            foreach (TinyMl.Operators.Kernel kernel in new[] { Conv2D.Kernel, DepthwiseConv2D.Kernel, FullyConnected.Kernel })
            {
                RealTensor weights = RealTensor.Random(seed + 1, 1, WeightShape()).Halved();
                OperatorRecord single = Finish(new OperatorRecord(kernel).Input(x.Shape, x.Values).Constant(weights.Shape, weights.Values));
                OperatorRecord half = Finish(new OperatorRecord(kernel).Input(x.Shape, x.Values).Constant<Half>(ElementType.Float16, weights.Shape, weights.AsHalves()));

                Real.AssertSameBits(single.Run<float>(), half.Run<float>());

                int[] WeightShape() =>
                    kernel == Conv2D.Kernel ? [outputs, window.FilterHeight, window.FilterWidth, window.Channels]
                    : kernel == DepthwiseConv2D.Kernel ? [1, window.FilterHeight, window.FilterWidth, outputs]
                    : [outputs, window.Channels];

                OperatorRecord Finish(OperatorRecord record) => kernel == FullyConnected.Kernel
                    ? record.Output(ElementType.Float32, window.Batches * window.Height * window.Width, outputs)
                    : record.Output(ElementType.Float32, window.Batches, window.OutputHeight, window.OutputWidth, outputs).Attributes(window.Attributes);
            }
        });

    [TestMethod]
    public void A_missing_bias_is_a_bias_of_zeros()
    {
        RealTensor x = RealTensor.Random(1, 2, 3, 20), weights = RealTensor.Random(2, 1, 4, 20);
        OperatorRecord without = new OperatorRecord(FullyConnected.Kernel).Input(x.Shape, x.Values).Constant(weights.Shape, weights.Values).Output(ElementType.Float32, 3, 4);
        OperatorRecord zeros = new OperatorRecord(FullyConnected.Kernel).Input(x.Shape, x.Values).Constant(weights.Shape, weights.Values).Constant([4], new float[4]).Output(ElementType.Float32, 3, 4);

        Real.AssertSameBits(zeros.Run<float>(), without.Run<float>());
    }

    private static void ForEachPixel(WindowCase window, Action<int, int, int> pixel)
    {
        for (int n = 0; n < window.Batches; n++)
        {
            for (int oy = 0; oy < window.OutputHeight; oy++)
            {
                for (int ox = 0; ox < window.OutputWidth; ox++) pixel(n, oy, ox);
            }
        }
    }
}
