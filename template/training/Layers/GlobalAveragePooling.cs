using System;

namespace TinyMl.Training.Layers;

/// <summary>The mean over time of each channel: [samples, channels, length] to [samples, channels, 1].</summary>
internal sealed class GlobalAveragePooling : Layer
{
    private Features? _input;

    public override Features Forward(Features input, bool training)
    {
        _input = input;
        var output = new Features(input.Samples, input.Channels, 1);
        for (int sample = 0; sample < input.Samples; sample++)
        {
            for (int channel = 0; channel < input.Channels; channel++)
            {
                float sum = 0;
                foreach (float x in input.Row(sample, channel))
                    sum += x;
                output.Row(sample, channel)[0] = sum / input.Length;
            }
        }

        return output;
    }

    public override Features Backward(Features outputGradient)
    {
        Features input = _input ?? throw new InvalidOperationException("Forward comes first.");
        Features inputGradient = input.NewLike();
        for (int sample = 0; sample < input.Samples; sample++)
        {
            for (int channel = 0; channel < input.Channels; channel++)
                inputGradient.Row(sample, channel).Fill(outputGradient.Row(sample, channel)[0] / input.Length);
        }

        return inputGradient;
    }
}
