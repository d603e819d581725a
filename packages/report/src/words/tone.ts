export type Tone = 'bad' | 'doubtful' | 'mild' | 'good' | 'quiet' | 'strong' | 'command';
